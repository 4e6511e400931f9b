// The parts of the HTML page, from the files beside this one; the build turns them into text in the program (embed.py).
#pragma once

namespace lakeform::plan::page {

extern const char* const report;       ///< report.mustache
extern const char* const style;        ///< style.css
extern const char* const script;       ///< script.js
extern const char* const script_hash;  ///< SHA-256 of the script in Base64, as a content security policy names it

}  // namespace lakeform::plan::page
