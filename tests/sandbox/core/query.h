// The query protocol (STS, IAM, Redshift): a form body with Action and Version, an XML answer.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "tests/sandbox/core/service.h"

namespace lakeform::sandbox {

/// The parameters of one call, with what the services ask of them.
class Form {
 public:
  explicit Form(const Request& request);

  const Request& request() const { return *request_; }
  bool has(const std::string& name) const { return values_.count(name) != 0; }
  std::string text(const std::string& name, const std::string& otherwise = "") const;
  /// Throws MissingParameter when it is absent.
  std::string required(const std::string& name) const;
  /// Throws InvalidParameterValue when the text is no whole number; nothing when absent.
  std::optional<long> number(const std::string& name) const;
  std::optional<bool> flag(const std::string& name) const;
  /// The elements `Name.member.1`, `Name.member.2`, ...; `member` as the model calls it.
  std::vector<std::string> list(const std::string& name, const std::string& member = "member") const;
  /// The list is there, be it empty (`Name=`).
  bool has_list(const std::string& name, const std::string& member = "member") const;
  /// How many elements a list of structures has, and the name before a member of element i (from 1).
  std::size_t count(const std::string& name, const std::string& member = "member") const;
  static std::string at(const std::string& name, const std::string& member, std::size_t i);
  /// Tags.Tag.N.Key, Tags.Tag.N.Value
  std::map<std::string, std::string> tags(const std::string& member = "Tag") const;

 private:
  const Request* request_;
  std::map<std::string, std::string> values_;
};

pugi::xml_node add(pugi::xml_node parent, const char* name);
void add(pugi::xml_node parent, const char* name, const std::string& text);
void add(pugi::xml_node parent, const char* name, const char* text);
void add(pugi::xml_node parent, const char* name, long number);
void add(pugi::xml_node parent, const char* name, int number);
void add(pugi::xml_node parent, const char* name, bool flag);
void add_tags(pugi::xml_node parent, const char* list, const char* member,
              const std::map<std::string, std::string>& tags);
std::string xml_text(const pugi::xml_document& document);

/// The sender is at fault (400).
Failure refuse(const std::string& code, const std::string& message, int status = 400);

class QueryService : public Service {
 public:
  using Handler = std::function<void(const Form&, pugi::xml_node result)>;
  QueryService(World& world, std::string version, std::string name_space)
      : Service(world), version_(std::move(version)), name_space_(std::move(name_space)) {}

  std::string operation(const Request& request) const override;
  Response answer(const Request& request) override;
  Response refusal(const Request& request, const Failure& failure) const override;

 protected:
  /// Enters an operation. One without a result has an empty `Result` element, which clients accept.
  void on(const std::string& operation, Handler handler) { handlers_[operation] = std::move(handler); }

 private:
  std::string version_;
  std::string name_space_;
  std::map<std::string, Handler> handlers_;
};

}  // namespace lakeform::sandbox
