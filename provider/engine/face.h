// What one official provider adds to the protocol. The engine asks, it never knows which cloud it serves; a new cloud
// is a folder in provider/faces and a line in provider/faces/faces.cpp.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "provider/engine/context.h"
#include "provider/engine/plan/sdk.h"

namespace lakeform::cloud {
class HttpTransport;
}

namespace lakeform::engine {

/// A configured provider; keeps its client alive for operations that began before a second configure().
struct Connection {
  std::unique_ptr<cloud::Client> client;
  Context context;
};

/// What a connection is made with besides the provider block.
struct Session {
  std::string_view terraform_version;
  const StopToken& stop;
  Diagnostics& warnings;
  std::shared_ptr<cloud::HttpTransport> transport;  ///< null: a new one
};

/// The first error among the findings of a provider block; without one they go to the warnings.
Outcome taken_findings(Diagnostics found, Diagnostics& warnings);

/// Puts the client into the connection. Without one, when only the provider block's unknowns are to blame, the
/// connection is one without a client; else its error.
Outcome put_client(Connection& connection, Result<std::unique_ptr<cloud::Client>> client);

/// A plan that is being made, as a face sees it.
struct Planning {
  const Definition& definition;
  const Context& context;
  const PlanRequest& request;
};

/// What to do about an error, and the attribute that it is about.
struct Advice {
  std::string text;                                 ///< empty: nothing that the service or the client has not said
  bool about_the_name = false;                      ///< the attribute by which the object is known
  bool (*about)(const Field& attribute) = nullptr;  ///< else the first of these; null: none
};

/// One cloud's provider. Thread-safe; lives as long as the program.
class Face {
 public:
  virtual ~Face() = default;

  /// "aws": the provider's name, with which its types begin.
  virtual std::string_view name() const = 0;

  /// Problems of the provider block that show without the network, beyond what its schema says.
  virtual Diagnostics check(const Value& block) const = 0;

  /// Credentials, account and places are found here. Unknown values of the block (a plan over things not yet created)
  /// count as unset, with a warning where they say as whom and where is asked (Context::unsettled); a connection that
  /// can't be made without them is no error, but one without a client.
  virtual Result<std::shared_ptr<const Connection>> connect(const Value& block, const Session& session) const = 0;

  /// The proposed object with what the provider block adds (default tags). `changes` tells whether the plan of such an
  /// object would change something.
  virtual Value propose(const Planning& planning, const std::function<bool(const Value&)>& changes) const {
    (void)changes;
    return planning.request.proposed;
  }
  /// The difference, once it is made.
  virtual void refine(const Planning&, legacy::Planned&) const {}
  /// The finished plan of the type; `open` says that only unknowns make it an update.
  virtual void finish(const Planning&, bool open, legacy::Planned&, Diagnostics&) const { (void)open; }

  virtual Advice advice(const Error&) const { return {}; }

  /// An import id as its own part and the place behind it ("name@eu-west-1"), empty when it names none.
  virtual std::pair<std::string, std::string> split_import(const Definition&, std::string_view text) const {
    return {std::string(text), {}};
  }
  /// Where an object is, for people: "account/region", "project"; of a null object where new ones are made.
  virtual std::string scope_of(const Context&, const Value& object) const {
    (void)object;
    return {};
  }
  /// Why an identity can't be one of this provider's objects; empty when it can.
  virtual std::string foreign(const Context&, const Value& identity) const {
    (void)identity;
    return {};
  }

  /// What a module's provider_meta block adds to the User-Agent of its calls.
  virtual std::string agent_of(const Value& meta) const {
    (void)meta;
    return {};
  }

  /// A function that configurations call (provider::NAME::function). Pure; Terraform has checked number and types of
  /// the arguments.
  virtual FunctionAnswer call(std::string_view function, const std::vector<Value>& arguments) const;
};

/// To be called before anything else of the engine, by one thread. The face outlives all use.
void add_face(const Face& face);

/// The face of the provider of that name; one that adds nothing when there is none.
const Face& face_named(std::string_view provider);
const Face& face_of(const Definition& definition);

}  // namespace lakeform::engine
