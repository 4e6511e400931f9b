#include "provider/faces/google/face.h"

#include "provider/faces/google/hooks/hooks.h"
#include "provider/faces/google/words.h"

namespace lakeform::faces::google {

void add_vocabulary() {
  language::add_words(words());
  engine::add_hooks(
      {.steps = {{"storage-empty-bucket", storage_empty_bucket}, {"storage-labels-patch", storage_labels_patch}},
       .data = {},
       .conversions = {{"storage-live-state", &storage_live_state}},
       .plans = {{"storage-bucket-blocks", storage_bucket_plan}},
       .upgrades = {{"storage-bucket-labels", storage_bucket_labels},
                    {"storage-bucket-age", storage_bucket_age},
                    {"storage-bucket-no-age", storage_bucket_no_age},
                    {"storage-bucket-retention", storage_bucket_retention}}});
}

}  // namespace lakeform::faces::google
