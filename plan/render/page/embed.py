"""embed.py OUTPUT: writes the files of the HTML page as C++ constants, with the script's hash for the content security policy."""
import base64
import hashlib
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
FILES = {"report": "report.mustache", "style": "style.css", "script": "script.js"}


def constant(name, text):
    # Compilers bound the length of one literal; pieces that stand together are joined.
    pieces = "\n".join(f'R"page({text[i:i + 8000]})page"' for i in range(0, len(text), 8000))
    return f"const char* const {name} = {pieces};\n"


def main():
    texts = {name: (HERE / file).read_text(encoding="utf-8") for name, file in FILES.items()}
    texts["script_hash"] = base64.b64encode(hashlib.sha256(texts["script"].encode()).digest()).decode()
    body = "".join(constant(name, text) for name, text in texts.items())
    pathlib.Path(sys.argv[1]).write_text(f'#include "plan/render/page/page.h"\n\nnamespace lakeform::plan::page {{\n\n{body}\n}}  // namespace lakeform::plan::page\n', encoding="utf-8")


if __name__ == "__main__":
    main()
