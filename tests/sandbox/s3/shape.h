// The form of an XML document written as text, and the check that a document has it.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lakeform::sandbox::s3 {

/// For example `VersioningConfiguration { Status? Enabled|Suspended  MfaDelete? Enabled|Disabled }`.
/// An element's name is followed by how often it comes (nothing: once, `?`, `*`, `+`) and by what it holds: `{ elements
/// }`, `text`, `int`, `bool`, `date`, or one of the words that stand there. The order of elements does not matter.
class Shape {
 public:
  /// Throws std::invalid_argument when the text is not a shape.
  explicit Shape(std::string_view text);

  /// The document in `text` after it was checked. Throws Failure (MalformedXML) when it is no XML or not of this shape.
  void read(const std::string& text, pugi::xml_document& into) const;

 private:
  struct Element {
    std::string name;
    bool required = true;
    bool repeated = false;
    bool structure = false;
    std::string kind;  ///< text, int, bool, date; empty for a structure or words
    std::vector<std::string> words;
    std::vector<Element> children;
  };
  class Parser;
  static void check(const Element& element, pugi::xml_node node);

  Element root_;
};

}  // namespace lakeform::sandbox::s3
