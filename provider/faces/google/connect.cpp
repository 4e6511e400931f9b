#include "provider/cloud/google/config.h"
#include "provider/faces/google/face.h"
#include "provider/value/text.h"

namespace lakeform::faces::google {

namespace {

using namespace engine;

constexpr const char* kMark = "goog-terraform-provisioned";

TagPolicy label_policy(const cloud::google::GoogleConfig& settings) {
  TagPolicy out;
  out.defaults = settings.default_labels;
  out.unknown_defaults = settings.unknown_default_labels;
  out.defaults_unknown = settings.default_labels_unknown;
  if (settings.attribution_label) out.mark = {{kMark, "true"}};
  out.mark_all = settings.attribution_of_old;
  return out;
}

/// The official provider reads with what credentials there are meanwhile, and says nothing.
Diagnostic said(const Unsettled& open) {
  return {Diagnostic::Severity::Warning, "The provider block is known only after apply",
          "Not known yet: " + open.access +
              ". Existing objects are taken as the state has them, without a look at the service. Data sources are "
              "read with what the environment says instead. To plan with all of it, apply what these values come from "
              "first (-target).",
          Path()};
}

}  // namespace

Diagnostics GoogleFace::check(const Value& block) const { return cloud::google::check_google_config(block); }

Result<std::shared_ptr<const Connection>> GoogleFace::connect(const Value& block, const Session& session) const {
  auto connection = std::make_shared<Connection>();
  Diagnostics found;
  cloud::google::GoogleConfig settings = cloud::google::parse_google_config(block, found);
  if (auto good = taken_findings(std::move(found), session.warnings); !good) return good.error();
  settings.terraform_version = session.terraform_version;
  settings.transport = session.transport;
  connection->context.tags = label_policy(settings);
  Unsettled& open = connection->context.unsettled;
  open.access = joined(settings.unknown_access, ", ");
  if (!open.access.empty()) session.warnings.push_back(said(open));
  auto made = put_client(*connection, cloud::google::make_google_client(settings, session.stop));
  if (!made) return made.error();
  return std::shared_ptr<const Connection>(connection);
}

std::string GoogleFace::scope_of(const Context& context, const Value& object) const {
  const Value& own = object.is_null() ? object : object["project"];
  if (own.is_string() && !own.as_string().empty()) return own.as_string();
  return context.own("project");
}

}  // namespace lakeform::faces::google
