// Configuration files as blocks and attributes. Terraform evaluates them; here only names, labels and literal strings
// count.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lakeform::plan {

/// One statement of a body: a block with its labels, or an attribute.
struct Statement {
  std::string name;
  std::vector<std::string> labels;
  bool block = false;
  int line = 0;            ///< in the file, from 1
  std::string_view value;  ///< the block's body without its braces, or the attribute's expression
  int value_line = 0;      ///< where that begins
};

/// The same text with comments turned into blanks; lines stay where they are.
std::string without_remarks(std::string_view text);

/// The statements of a body whose first line is `line`. What is no HCL gives fewer; Terraform says so later. The views
/// point into `body`, from which comments have been taken.
std::vector<Statement> statements(std::string_view body, int line = 1);

/// The statements of an object's expression: `{ source = "a/b", version = "~> 5.0" }`.
std::vector<Statement> members(std::string_view expression, int line);

/// The literal text of a quoted string; empty for any other expression.
std::string literal(std::string_view expression);

/// Every quoted text, escapes as they stand.
std::vector<std::string_view> quoted_texts(std::string_view text);

}  // namespace lakeform::plan
