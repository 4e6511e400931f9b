#include "tests/sandbox/core/query.h"

#include <charconv>
#include <sstream>

#include "provider/cloud/codec.h"

namespace lakeform::sandbox {
namespace {

std::string decoded(std::string text) {
  for (auto& c : text) {
    if (c == '+') c = ' ';
  }
  return cloud::percent_decode(text);
}

Response xml_answer(int status, const pugi::xml_document& document) {
  Response response;
  response.status = status;
  response.set("content-type", "text/xml");
  response.body = xml_text(document);
  return response;
}

}  // namespace

Form::Form(const Request& request) : request_(&request) {
  const auto& body = request.body;
  for (std::size_t from = 0; from < body.size();) {
    const auto end = std::min(body.find('&', from), body.size());
    const auto equal = std::min(body.find('=', from), end);
    values_[decoded(body.substr(from, equal - from))] =
        equal < end ? decoded(body.substr(equal + 1, end - equal - 1)) : "";
    from = end + 1;
  }
  for (const auto& [name, value] : request.query) values_.emplace(name, value);
}

std::string Form::text(const std::string& name, const std::string& otherwise) const {
  const auto at = values_.find(name);
  return at == values_.end() ? otherwise : at->second;
}

std::string Form::required(const std::string& name) const {
  const auto value = text(name);
  if (value.empty()) throw refuse("MissingParameter", "The request must contain the parameter " + name + ".");
  return value;
}

std::optional<long> Form::number(const std::string& name) const {
  if (!has(name)) return std::nullopt;
  const auto value = text(name);
  long number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size())
    throw refuse("MalformedInput", name + " is not an integer: " + value);
  return number;
}

std::optional<bool> Form::flag(const std::string& name) const {
  if (!has(name)) return std::nullopt;
  const auto value = text(name);
  if (value != "true" && value != "false") throw refuse("MalformedInput", name + " is not a boolean: " + value);
  return value == "true";
}

std::string Form::at(const std::string& name, const std::string& member, std::size_t i) {
  return name + "." + member + "." + std::to_string(i);
}

std::vector<std::string> Form::list(const std::string& name, const std::string& member) const {
  std::vector<std::string> out;
  for (std::size_t i = 1; has(at(name, member, i)); ++i) out.push_back(text(at(name, member, i)));
  return out;
}

bool Form::has_list(const std::string& name, const std::string& member) const {
  return has(name) || has(name + "." + member) || has(at(name, member, 1));
}

std::size_t Form::count(const std::string& name, const std::string& member) const {
  for (std::size_t i = 1;; ++i) {
    const auto prefix = at(name, member, i) + ".";
    const auto found = values_.lower_bound(prefix);
    if (found == values_.end() || found->first.rfind(prefix, 0) != 0) return i - 1;
  }
}

std::map<std::string, std::string> Form::tags(const std::string& member) const {
  std::map<std::string, std::string> out;
  for (std::size_t i = 1; i <= count("Tags", member); ++i) {
    const auto key = text(at("Tags", member, i) + ".Key");
    if (key.empty() || key.size() > 128 || key.rfind("aws:", 0) == 0)
      throw refuse("InvalidTagFault", "The tag key is invalid: " + key);
    out[key] = text(at("Tags", member, i) + ".Value");
  }
  return out;
}

pugi::xml_node add(pugi::xml_node parent, const char* name) { return parent.append_child(name); }
void add(pugi::xml_node parent, const char* name, const std::string& text) {
  parent.append_child(name).text().set(text.c_str());
}
void add(pugi::xml_node parent, const char* name, const char* text) { parent.append_child(name).text().set(text); }
void add(pugi::xml_node parent, const char* name, long number) { add(parent, name, std::to_string(number)); }
void add(pugi::xml_node parent, const char* name, int number) { add(parent, name, std::to_string(number)); }
void add(pugi::xml_node parent, const char* name, bool flag) { add(parent, name, flag ? "true" : "false"); }

void add_tags(pugi::xml_node parent, const char* list, const char* member,
              const std::map<std::string, std::string>& tags) {
  auto node = add(parent, list);
  for (const auto& [key, value] : tags) {
    auto tag = add(node, member);
    add(tag, "Key", key);
    add(tag, "Value", value);
  }
}

std::string xml_text(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return out.str();
}

Failure refuse(const std::string& code, const std::string& message, int status) {
  return Failure(status, code, message);
}

std::string QueryService::operation(const Request& request) const { return Form(request).text("Action"); }

Response QueryService::answer(const Request& request) {
  const Form form(request);
  const auto action = form.text("Action");
  if (action.empty()) throw refuse("MissingAction", "The request is missing an action or a required parameter.");
  const auto handler = handlers_.find(action);
  if (handler == handlers_.end() || (form.has("Version") && form.text("Version") != version_)) {
    throw refuse("InvalidAction", "Could not find operation " + action + " for version " + form.text("Version"));
  }
  pugi::xml_document document;
  auto root = add(document, (action + "Response").c_str());
  root.append_attribute("xmlns").set_value(name_space_.c_str());
  handler->second(form, add(root, (action + "Result").c_str()));
  add(add(root, "ResponseMetadata"), "RequestId", world_.make_id(32));
  return xml_answer(200, document);
}

Response QueryService::refusal(const Request&, const Failure& failure) const {
  pugi::xml_document document;
  auto root = add(document, "ErrorResponse");
  root.append_attribute("xmlns").set_value(name_space_.c_str());
  auto error = add(root, "Error");
  add(error, "Type", failure.status >= 500 ? "Receiver" : "Sender");
  add(error, "Code", failure.code);
  add(error, "Message", failure.what());
  add(root, "RequestId", world_.make_id(32));
  return xml_answer(failure.status, document);
}

}  // namespace lakeform::sandbox
