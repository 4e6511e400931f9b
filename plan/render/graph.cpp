#include "plan/render/graph.h"

#include <algorithm>
#include <map>
#include <set>

#include "plan/render/words.h"

namespace lakeform::plan {

namespace {

using Needs = std::vector<std::vector<std::size_t>>;  ///< by node: the nodes it depends on
using ByAddress = std::map<std::string, const Entry*>;

/// What one unit shows: entries with something to say by weight, then their neighbours by address.
class Choice {
 public:
  Choice(const std::vector<const Entry*>& speaking, const ByAddress& all, std::size_t most) : most_(most) {
    for (const Entry* entry : speaking) left_out_ += take(entry) ? 0U : 1U;
    const std::set<std::string> centre = taken_;
    for (const auto& [address, entry] : all) {
      for (const auto& other : entry->depends_on) {
        if (centre.count(address) != 0 && all.count(other) != 0) take(all.at(other));
        if (centre.count(other) != 0) take(entry);
      }
    }
  }
  const std::vector<const Entry*>& entries() const { return entries_; }
  std::size_t left_out() const { return left_out_; }

 private:
  bool take(const Entry* entry) {
    if (taken_.count(entry->address) != 0) return true;
    if (entries_.size() >= most_) return false;
    taken_.insert(entry->address);
    entries_.push_back(entry);
    return true;
  }

  std::size_t most_, left_out_ = 0;
  std::set<std::string> taken_;
  std::vector<const Entry*> entries_;
};

/// Longest way from a resource that depends on nothing; a step that closes a cycle counts for nothing.
class Columns {
 public:
  explicit Columns(const Needs& needs) : needs_(needs), column_(needs.size(), kUnseen) {
    for (std::size_t i = 0; i < needs.size(); ++i) visit(i);
  }
  int of(std::size_t i) const { return column_[i]; }

 private:
  static constexpr int kUnseen = -1, kOpen = -2;
  int visit(std::size_t i) {
    if (column_[i] == kOpen) return kUnseen;
    if (column_[i] != kUnseen) return column_[i];
    column_[i] = kOpen;
    int column = 0;
    for (const std::size_t other : needs_[i]) column = std::max(column, visit(other) + 1);
    return column_[i] = column;
  }

  const Needs& needs_;
  std::vector<int> column_;
};

/// Orders a column by the mean row of what its resources depend on, and puts each there or below, so that lines are
/// short and cross less.
void set_rows(Graph& graph, const Needs& needs, const std::vector<std::size_t>& column) {
  std::vector<std::pair<double, std::size_t>> order;
  for (const std::size_t i : column) {
    double sum = 0;
    for (const std::size_t other : needs[i]) sum += graph.nodes[other].row;
    order.emplace_back(needs[i].empty() ? 0.0 : sum / static_cast<double>(needs[i].size()), i);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  int row = 0;
  for (const auto& [mean, i] : order) {
    row = std::max(row, static_cast<int>(mean));
    graph.nodes[i].row = row++;
  }
  graph.rows = std::max(graph.rows, row);
}

/// Resources without lines, in rows of their own.
void set_alone(Graph& graph, const std::vector<std::size_t>& alone) {
  if (alone.empty()) return;
  constexpr int kAbreast = 4;
  const int abreast = std::max(graph.columns, std::min(kAbreast, static_cast<int>(alone.size())));
  const int first_row = graph.rows;
  for (std::size_t k = 0; k < alone.size(); ++k) {
    auto& node = graph.nodes[alone[k]];
    node.column = static_cast<int>(k) % abreast;
    node.row = first_row + static_cast<int>(k) / abreast;
  }
  graph.columns = abreast;
  graph.rows = graph.nodes[alone.back()].row + 1;
}

void place(Graph& graph, const Needs& needs) {
  std::vector<bool> joined(graph.nodes.size());
  for (const auto& [from, to] : graph.lines) joined[from] = joined[to] = true;
  const Columns columns(needs);
  std::map<int, std::vector<std::size_t>> by_column;
  std::vector<std::size_t> alone;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    graph.nodes[i].column = columns.of(i);
    if (joined[i]) {
      by_column[columns.of(i)].push_back(i);
    } else {
      alone.push_back(i);
    }
  }
  for (const auto& [column, members] : by_column) set_rows(graph, needs, members);
  graph.columns = by_column.empty() ? 0 : by_column.rbegin()->first + 1;
  set_alone(graph, alone);
}

Graph graph_of(const std::string& unit, const std::vector<const Entry*>& speaking, const ByAddress& all,
               std::size_t most) {
  const Choice choice(speaking, all, most);
  Graph out;
  out.unit = unit;
  out.left_out = choice.left_out();
  std::map<std::string, std::size_t> index;
  for (const Entry* entry : choice.entries()) {
    index.emplace(entry->address, out.nodes.size());
    out.nodes.push_back({entry});
  }
  Needs needs(out.nodes.size());
  for (std::size_t i = 0; i < out.nodes.size(); ++i) {
    for (const auto& other : out.nodes[i].entry->depends_on) {
      const auto found = index.find(other);
      if (found == index.end() || found->second == i ||
          std::count(needs[i].begin(), needs[i].end(), found->second) != 0)
        continue;
      needs[i].push_back(found->second);
      out.lines.emplace_back(found->second, i);
    }
  }
  place(out, needs);
  return out;
}

}  // namespace

std::vector<Graph> graphs_of(const Report& report, std::size_t most) {
  std::map<std::string, ByAddress> all;
  for (const Entry& entry : report.entries) all[entry.unit].emplace(entry.address, &entry);
  std::map<std::string, std::vector<const Entry*>> speaking;
  for (const Entry* entry : by_weight(report)) speaking[entry->unit].push_back(entry);
  std::vector<Graph> out;
  for (const auto& [unit, entries] : speaking) out.push_back(graph_of(unit, entries, all[unit], most));
  return out;
}

}  // namespace lakeform::plan
