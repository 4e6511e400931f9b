#include <cstring>
#include <pugixml.hpp>

#include "provider/cloud/aws/styles.h"
#include "provider/value/foreign_json.h"
#include "provider/value/log.h"

namespace lakeform::cloud::aws {
namespace {

std::string scalar_text(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

void append_escaped(std::string& out, std::string_view text, bool attribute) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += attribute ? "&quot;" : "\"";
        break;
      case '\r':
        out += "&#xD;";
        break;
      case '\n':
        out += attribute ? "&#xA;" : "\n";
        break;
      default:
        out += c;
    }
  }
}

void append_element(std::string& out, std::string_view name, const Json& value, std::string_view name_space) {
  if (value.is_null()) return;
  if (value.is_array()) {
    for (const auto& item : value) append_element(out, name, item, name_space);
    return;
  }
  out.append("<").append(name);
  if (!name_space.empty()) out.append(" xmlns=\"").append(name_space).append("\"");
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      if (!key.starts_with('@') || member.is_null()) continue;
      out.append(" ").append(key.substr(1)).append("=\"");
      append_escaped(out, scalar_text(member), true);
      out += '"';
    }
  }
  out += '>';
  if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      if (!key.starts_with('@')) append_element(out, key, member, {});
    }
  } else {
    append_escaped(out, scalar_text(value), false);
  }
  out.append("</").append(name).append(">");
}

const char* local_name(const char* name) {
  const char* colon = std::strchr(name, ':');
  return colon ? colon + 1 : name;
}

bool is_namespace(std::string_view name) { return name == "xmlns" || name.starts_with("xmlns:"); }

void add_member(Json& object, const char* name, Json value) {
  auto& member = object[name];
  if (member.is_null()) {
    member = std::move(value);
  } else if (member.is_array()) {
    member.push_back(std::move(value));
  } else {
    member = Json::array({std::move(member), std::move(value)});
  }
}

/// Levels below a node, as far as the limit goes.
bool nests_within(const pugi::xml_node& root, std::size_t limit) {
  std::size_t depth = 0;
  pugi::xml_node node = root;
  while (node) {
    if (node.first_child()) {
      node = node.first_child();
      if (++depth > limit) return false;
      continue;
    }
    while (node != root && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node == root) break;
    node = node.next_sibling();
  }
  return true;
}

/// Elements and attributes at most: each has one of the two characters.
std::size_t nodes_at_most(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    count += text[i] == '=' || (text[i] == '<' && text.substr(i, 2) != "</") ? 1 : 0;
  return count;
}

Json tree_of(const pugi::xml_node& node) {
  Json object = Json::object();
  std::string text;
  bool has_elements = false;
  for (const auto& attribute : node.attributes()) {
    if (!is_namespace(attribute.name()))
      object[std::string("@") + attribute.name()] = log::valid_utf8(attribute.value());
  }
  for (const auto& child : node.children()) {
    if (child.type() == pugi::node_element) {
      has_elements = true;
      add_member(object, local_name(child.name()), tree_of(child));
    } else if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      text += child.value();
    }
  }
  text = log::valid_utf8(text);  // a character may be written by a number that is none
  if (has_elements) return object;
  // An empty list that is laid out over lines is still empty.
  if (text.find('\n') != std::string::npos && text.find_first_not_of(" \t\r\n") == std::string::npos) text.clear();
  if (object.empty()) return text;
  if (!text.empty()) object["#text"] = text;
  return object;
}

}  // namespace

std::string to_xml(std::string_view root, const Json& tree, std::string_view name_space) {
  std::string out;
  append_element(out, root, tree.is_null() ? Json::object() : tree, name_space);
  return out;
}

std::string from_xml(std::string_view text, std::string& root, Json& tree) {
  constexpr TreeLimits limits;
  if (nodes_at_most(text) > limits.nodes) return "it holds more than " + std::to_string(limits.nodes) + " elements";
  if (log::valid_utf8(text) != text) return "it is no UTF-8";
  pugi::xml_document document;
  const auto parsed = document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
                                           pugi::encoding_utf8);
  const auto element = document.document_element();
  if (!parsed || !element) return "it is no XML";
  if (!nests_within(element, limits.depth)) return "it nests more than " + std::to_string(limits.depth) + " levels";
  root = local_name(element.name());
  tree = tree_of(element);
  return {};
}

}  // namespace lakeform::cloud::aws
