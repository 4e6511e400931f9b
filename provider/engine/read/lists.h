// Reads that many objects share: a list call answers for all of them. See "Reading in bulk" in schemas/README.md.
//
// A list is read page by page and never costs more calls than reads were asked of it, so a large account does no harm
// to a small state. What it holds is forgotten with the first change of the collection by this process (forget_bulk)
// and after 20 seconds. LAKEFORM_SINGLE_READS=1, looked at once per connection, switches lists off; states are the same
// either way. All functions may be called from several threads.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "provider/engine/scope.h"

namespace lakeform::engine {

struct BulkAnswer {
  Json item;                          ///< stands for the answer of the read step, as taken
  std::map<std::string, Json> saved;  ///< the variables that the step would have saved
  bool has_tags = true;               ///< false: tags are to be asked for
};

/// What lists answer to a read step; none: make the single call. A missing item does not mean that the object is gone.
std::optional<BulkAnswer> bulk_item(const schema::Step& read_step, const Scope& scope);

/// The items in a list's answer, those inside of others where the entry says so.
std::vector<Json> items_of(const schema::Bulk& bulk, const Json& answer);

/// The object's tags as a map, where the tagging service agrees with the tags of the state; none: ask for the object's
/// own tags.
std::optional<Json> bulk_tags(const Scope& scope, const Value& state);

/// For a program that knows its reads in advance: counts one read of the object. Lists of which enough reads are
/// expected are used from the first read on, may take as many pages as reads are expected, and are kept as long as the
/// connection.
void expect_read(const Definition& definition, const Context& context, const Value& state);

/// To be called after every changing call of the object's collection, failed ones too.
void forget_bulk(const Scope& scope);

}  // namespace lakeform::engine
