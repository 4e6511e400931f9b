// What S3 asks of a part beyond its shape, and what it fills in. Each throws Failure to refuse.
#pragma once

#include "tests/sandbox/s3/parts.h"

namespace lakeform::sandbox::s3 {

void check_accelerate(Put& put);
void check_cors(Put& put);
void check_encryption(Put& put);
void check_lifecycle(Put& put);
void check_logging(Put& put);
void check_notification(Put& put);
void check_object_lock(Put& put);
void check_ownership(Put& put);
void check_public_access_block(Put& put);
void check_replication(Put& put);
void check_tagging(Put& put);
void check_tiering(Put& put);
void check_versioning(Put& put);
void check_website(Put& put);

using Node = pugi::xml_node;

/// What the child of that name holds; empty when there is none.
inline std::string text(Node node, const char* name) { return node.child(name).text().get(); }

/// An id for a rule that came without one.
std::string make_rule_id(World& world);
/// "(prefix=data/)": how S3 names a rule's filter in its messages.
std::string named_filter(Node rule);

}  // namespace lakeform::sandbox::s3
