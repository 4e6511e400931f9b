#include "plan/check/look.h"

namespace lakeform::plan {

extern const Check kRedshiftResize;

namespace {

struct Size {
  std::string type;
  std::int64_t nodes = 0;
};

Size size_of(const Value& cluster) {
  const std::string nodes = text_at(cluster, "number_of_nodes");
  return {text_at(cluster, "node_type"), nodes.empty() ? 0 : Number(nodes).to_int64()};
}

/// How far elastic resize goes in one step, up and down. Source: Redshift management guide, "Resizing clusters" (DC2
/// and small RA3 nodes: twice or half; ra3.4xlarge and ra3.16xlarge: four times or a quarter).
std::int64_t reach(const std::string& type) { return type == "ra3.4xlarge" || type == "ra3.16xlarge" ? 4 : 2; }

/// Why elastic resize can't do it; empty when it can.
std::string classic_reason(const Size& from, const Size& to) {
  if (from.nodes == 1 || to.nodes == 1) return "it goes from or to a single node";
  if (from.type.rfind("ds2.", 0) == 0 || to.type.rfind("ds2.", 0) == 0 || from.type.rfind("dc1.", 0) == 0)
    return "nodes of this generation know no elastic resize";
  if (from.type == to.type && (to.nodes > from.nodes * reach(from.type) || to.nodes * reach(from.type) < from.nodes)) {
    return "one elastic step goes to " + std::to_string(reach(from.type)) + " times the nodes or down to one part in " +
           std::to_string(reach(from.type));
  }
  return {};
}

void run(Judgement& judgement) {
  for (Judged* judged : judgement.of_type("aws_redshift_cluster")) {
    if (judged->entry.verdict != Verdict::Update) continue;
    const Size from = size_of(before(*judged)), to = size_of(after(*judged));
    if (from.nodes == 0 || to.nodes == 0 || (from.type == to.type && from.nodes == to.nodes)) continue;
    const std::string change =
        std::to_string(from.nodes) + " x " + from.type + " to " + std::to_string(to.nodes) + " x " + to.type;
    const std::string path = from.type != to.type ? "node_type" : "number_of_nodes";
    if (const std::string why = classic_reason(from, to); !why.empty()) {
      add_finding(*judged, kRedshiftResize, Severity::Warning,
                  judged->entry.address + ": " + change + " is a classic resize, since " + why +
                      ". The cluster is read-only while all data is copied: hours, with much data days.",
                  path);
    } else {
      add_finding(
          *judged, kRedshiftResize, Severity::Note,
          judged->entry.address + ": " + change +
              " can be an elastic resize: read-only for about 10 to 15 minutes, queries under way may be dropped.",
          path);
    }
  }
}

}  // namespace

const Check kRedshiftResize{
    "redshift-resize", "A Redshift resize, and whether it is classic or elastic",
    R"(Redshift resizes a cluster in one of two ways. *Elastic*: nodes are added or taken away and slices are moved; the cluster is read-only for about 10 to 15 minutes.
*Classic*: a second cluster is made and all data copied to it; the first is read-only until that is done, which takes hours to days.

Redshift takes the classic way where the elastic one is impossible: from or to a single node, nodes of an older generation, or too large a step (more than twice
or less than half the nodes; for ra3.4xlarge and ra3.16xlarge four times or a quarter).

What to do: make the step in two where that keeps it elastic; plan a window in which nothing loads; for a classic resize restore a snapshot into a new cluster and
switch over.)",
    run};

}  // namespace lakeform::plan
