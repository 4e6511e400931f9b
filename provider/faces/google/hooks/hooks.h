// What definitions of Google Cloud can't say as data, each named in its definition with the reason.
#pragma once

#include "provider/engine/hooks/registry.h"

namespace lakeform::faces::google {

/// Hooks between a read of an IAM policy, which stands in {save.policy}, and the call that writes it: they put this
/// object's part into the policy or take it out. What others have in it stays.
Outcome iam_member_add(engine::Scope& scope);
Outcome iam_member_remove(engine::Scope& scope);
Outcome iam_binding_set(engine::Scope& scope);
Outcome iam_binding_remove(engine::Scope& scope);
Outcome iam_policy_set(engine::Scope& scope);
/// After a read of the policy: the reply becomes this object's part of it. NotFound when it has none.
Outcome iam_member_read(engine::Scope& scope);
Outcome iam_binding_read(engine::Scope& scope);
Outcome iam_policy_read(engine::Scope& scope);

/// Deletes every version of every object of the bucket {name}.
Outcome storage_empty_bucket(engine::Scope& scope);

/// Uploads an object with what describes it: in one request, a larger file piece by piece.
Outcome storage_upload(engine::Scope& scope);
/// {save.upload}: "yes" when what is to be in an object differs from what is there.
Outcome storage_object_differs(engine::Scope& scope);
/// Hash, checksum and generation of an object become unknown when what is to be in it differs from what is there.
void storage_object_content(const engine::PlanScope& scope, std::vector<Path>& replace);
/// Contexts by key, and a hash in hexadecimal digits.
extern const engine::Conversion storage_contexts, hex_of_base64;

/// {save.labels}: the object's labels as a merge patch (RFC 7396), in which those that went are null.
Outcome storage_labels_patch(engine::Scope& scope);

/// Blocks of a bucket that say as much when they are there as when they are not.
void storage_bucket_plan(const engine::PlanScope& scope, std::vector<Path>& replace);

/// An empty collation over one that is set.
void bigquery_dataset_collation(const engine::PlanScope& scope, std::vector<Path>& replace);

/// A change of columns that BigQuery can't make in place forces a replacement.
void bigquery_table_schema(const engine::PlanScope& scope, std::vector<Path>& replace);
/// {save.sql}: the statement that drops the columns that the planned schema lacks; empty when there are none.
Outcome bigquery_drop_columns(engine::Scope& scope);
/// {save.sql}: the statement that makes a replica of a materialized view.
Outcome bigquery_replica(engine::Scope& scope);
/// A schema's text as the API's list of columns.
extern const engine::Conversion bigquery_fields;

/// "t" of "projects/p/topics/t".
extern const engine::Conversion last_segment;

/// Address and member of a service account that is still to be made, where account and project are known.
void service_account_email(const engine::PlanScope& scope, std::vector<Path>& replace);

/// isLive as LIVE, ARCHIVED and ANY.
extern const engine::Conversion storage_live_state;

/// Versions 0, 1 to 2 and 3 of a bucket's state.
Outcome storage_bucket_labels(Value& state, const engine::Context& context);
Outcome storage_bucket_age(Value& state, const engine::Context& context);
Outcome storage_bucket_no_age(Value& state, const engine::Context& context);
Outcome storage_bucket_retention(Value& state, const engine::Context& context);

}  // namespace lakeform::faces::google
