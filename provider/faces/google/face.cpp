#include "provider/faces/google/face.h"

#include "provider/faces/google/hooks/hooks.h"
#include "provider/faces/google/words.h"

namespace lakeform::faces::google {

void add_vocabulary() {
  language::add_words(words());
  engine::add_hooks({.steps = {{"bigquery-drop-columns", bigquery_drop_columns},
                               {"bigquery-replica", bigquery_replica},
                               {"iam-member-add", iam_member_add},
                               {"iam-member-remove", iam_member_remove},
                               {"iam-member-read", iam_member_read},
                               {"iam-binding-set", iam_binding_set},
                               {"iam-binding-remove", iam_binding_remove},
                               {"iam-binding-read", iam_binding_read},
                               {"iam-policy-set", iam_policy_set},
                               {"iam-policy-read", iam_policy_read},
                               {"storage-empty-bucket", storage_empty_bucket},
                               {"storage-upload", storage_upload},
                               {"storage-object-differs", storage_object_differs},
                               {"storage-labels-patch", storage_labels_patch}},
                     .data = {},
                     .conversions = {{"storage-contexts", &storage_contexts},
                                     {"hex-of-base64", &hex_of_base64},
                                     {"bigquery-fields", &bigquery_fields},
                                     {"last-segment", &last_segment},
                                     {"storage-live-state", &storage_live_state}},
                     .plans = {{"storage-object-content", storage_object_content},
                               {"bigquery-table-schema", bigquery_table_schema},
                               {"bigquery-dataset-collation", bigquery_dataset_collation},
                               {"service-account-email", service_account_email},
                               {"storage-bucket-blocks", storage_bucket_plan}},
                     .upgrades = {{"storage-bucket-labels", storage_bucket_labels},
                                  {"storage-bucket-age", storage_bucket_age},
                                  {"storage-bucket-no-age", storage_bucket_no_age},
                                  {"storage-bucket-retention", storage_bucket_retention}}});
}

}  // namespace lakeform::faces::google
