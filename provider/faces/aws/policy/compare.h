// When two IAM policy documents mean the same.
#pragma once

#include <string_view>

namespace lakeform::faces::aws {

/// Equal in meaning as the official AWS provider sees it (observed): order of statements, actions, resources and
/// condition values, a list of one and its element, the letter case of Effect, an account id and its root ARN, false
/// and "false" in conditions, an empty Sid and none make no difference, nor does what IAM does not know; a document
/// without any member of IAM's is the same as no text. Letter case of actions and condition keys, repeated elements, Id
/// and Version do.
bool same_policy(std::string_view a, std::string_view b);

}  // namespace lakeform::faces::aws
