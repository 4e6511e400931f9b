// Text from outside inside Markdown: it is shown as it is, and makes no markup, link, mention or reference of GitHub or
// GitLab.
#pragma once

#include <string>

namespace lakeform::plan {

/// Where the text stands: a pipe ends a table's cell, even in code.
enum class Where { Line, Cell };

/// A code span on one line. What it holds is no link either, as it would be between the tags <code> and </code>.
std::string code_span(const std::string& text, Where where);

/// Words: those that hold more than letters, digits and punctuation become code spans, since what begins a link or a
/// reference is no such word.
std::string words_in_markdown(const std::string& text, Where where);

/// The same as code_span() inside a block of HTML, where Markdown is not read.
std::string code_in_html(const std::string& text);

}  // namespace lakeform::plan
