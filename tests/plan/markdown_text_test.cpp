#include "plan/render/markdown_text.h"

#include <doctest/doctest.h>

using namespace lakeform::plan;

TEST_CASE("a code span's fence is longer than any run of backticks in it; a pipe ends no cell") {
  CHECK(code_span("a", Where::Line) == "`a`");
  CHECK(code_span("a`b``c", Where::Line) == "```a`b``c```");
  CHECK(code_span("`a", Where::Line) == "`` `a ``");
  CHECK(code_span("", Where::Line) == "`  `");
  CHECK(code_span("a|b", Where::Cell) == "`a\\|b`");
  CHECK(code_span("a|b\nc", Where::Line) == "`a|b\\nc`");
  CHECK(code_span(std::string(100, '`'), Where::Line).find(std::string(80, '`')) == std::string::npos);
}

TEST_CASE("words that may begin a link, a mention or a reference become code, prose stays prose") {
  CHECK(words_in_markdown("1.2 TB in 12,345 objects (100%).", Where::Line) == "1.2 TB in 12,345 objects (100%).");
  CHECK(words_in_markdown("aws_s3_bucket.raw is replaced.", Where::Line) == "`aws_s3_bucket.raw` is replaced.");
  for (const char* word : {"https://evil.example/x",
                           "www.evil.example",
                           "evil.example",
                           "@all",
                           "a@b.example",
                           "#1",
                           "GH-1",
                           "!1",
                           "$1",
                           "~label",
                           "[x](y)",
                           "<b>",
                           "&amp;",
                           "*x*",
                           ":tada:",
                           ":100:",
                           "deadbeef",
                           "a|b",
                           "\\",
                           "{+x+}"}) {
    CAPTURE(word);
    CHECK(words_in_markdown(std::string("see ") + word, Where::Line).find("see `") == 0);
  }
}

TEST_CASE("no text begins a list, a heading or a block of its own") {
  CHECK(words_in_markdown("1. one", Where::Line) == "1&#46; one");
  CHECK(words_in_markdown("- one", Where::Line) == "&#45; one");
  CHECK(words_in_markdown("    one\n\ntwo", Where::Line) == "one two");
}
