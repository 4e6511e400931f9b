// Whether an answer is one. A proxy, a portal or a damaged server answers 200 with something else, and an object that
// is not what was asked for must not be taken for a changed or missing one.
#pragma once

#include "provider/engine/scope.h"

namespace lakeform::engine {

using schema::Step;

/// Whether the list of a step (at `items`, or at another path) stands in its answer; an empty one does, too. REST-XML
/// leaves a list without wrapping element out when it is empty: there the root element has told already.
Outcome check_list(const Step& step, const std::string& items, const Json& answer);

/// Whether the taken answer is the object that was asked for: it is there, its `names` say so, what the step fills has
/// the form of its fields, and what the object can't be without (a required attribute or one with a default, whose
/// change would replace it) does not lack.
Outcome check_object(const Step& step, const Json& answer, const Scope& scope);

/// "ListPolicyVersions gave an answer that can't be right", with what of it ("lacks Versions").
Error no_answer(const std::string& call, const std::string& what);
/// Whether an error is from one of these checks: the service may give a better answer when it is asked again.
bool is_no_answer(const Error& error);

/// Whether tags have the form of the definition ("map", "Key,Value").
Outcome check_tags(const Step& step, const Json& tags, const std::string& form);

/// A list that was asked for by name has others, but not ours.
Error other_objects(const Step& step, const std::string& wanted);
/// Whether the call asks for the one object that `match` picks: its request says the same as the right side of the
/// match.
bool asks_by_name(const Step& step);

}  // namespace lakeform::engine
