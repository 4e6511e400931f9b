// Runs and schedules of crawlers. A run takes the sandbox's delay, its end (STOPPING) half of that.
#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {
namespace {

double seconds(Time from, Time to) { return std::chrono::duration<double>(to - from).count(); }

}  // namespace

void Glue::serve_crawler_runs() {
  serve("StartCrawler", &Glue::start_crawler);
  serve("StopCrawler", &Glue::stop_crawler);
  on("StartCrawlerSchedule",
     [this](const Request& request, const Json& input) { return schedule(request, input["CrawlerName"], true); });
  on("StopCrawlerSchedule",
     [this](const Request& request, const Json& input) { return schedule(request, input["CrawlerName"], false); });
  serve("UpdateCrawlerSchedule", &Glue::update_schedule);
  serve("GetCrawlerMetrics", &Glue::crawler_metrics);
}

const char* Glue::state_of(const Crawler& crawler) const {
  const auto now = world_.now();
  return now < crawler.running_until ? "RUNNING" : now < crawler.ready ? "STOPPING" : "READY";
}

Json Glue::shown(const Crawler& crawler) const {
  auto out = crawler.shown;
  const std::string state = state_of(crawler);
  out["State"] = state;
  out["CrawlElapsedTime"] = state == "READY" ? 0 : static_cast<long>(1000 * seconds(crawler.started, world_.now()));
  if (state == "READY" && crawler.started != Time{}) {
    const std::string name = crawler.shown["Name"];
    out["LastCrawl"] = {{"Status", crawler.stopped ? "CANCELLED" : "SUCCEEDED"},
                        {"LogGroup", "/aws-glue/crawlers"},
                        {"LogStream", name},
                        {"MessagePrefix", name},
                        {"StartTime", epoch(crawler.started)}};
  }
  return out;
}

const Crawler& Glue::need_crawler(const Request& request, const std::string& name) {
  const auto* crawler = catalog(request).crawlers.latest(name);
  if (!crawler) throw not_found("Crawler with name " + name + " does not exist");
  return *crawler;
}

Json Glue::start_crawler(const Request& request, const Json& input) {
  const std::string name = input["Name"];
  const auto& before = need_crawler(request, name);
  need_idle(request, name);
  check_role(request, before.shown["Role"]);
  catalog(request).crawlers.edit(name, world_, [&](Crawler& crawler) {
    crawler.started = world_.now();
    crawler.running_until = world_.later();
    crawler.ready = world_.later(1.5);
    crawler.stopped = false;
  });
  return Json::object();
}

Json Glue::stop_crawler(const Request& request, const Json& input) {
  const std::string name = input["Name"];
  const std::string state = state_of(need_crawler(request, name));
  if (state == "READY")
    throw Failure(400, "CrawlerNotRunningException", "Crawler with name " + name + " isn't running");
  if (state == "STOPPING") throw Failure(400, "CrawlerStoppingException", "Crawler with name " + name + " is stopping");
  catalog(request).crawlers.edit(name, world_, [&](Crawler& crawler) {
    crawler.running_until = world_.now();
    crawler.ready = world_.later(0.5);
    crawler.stopped = true;
  });
  return Json::object();
}

/// The schedule of a crawler goes on or off; the change takes the delay, in which another is refused.
Json Glue::schedule(const Request& request, const std::string& name, bool on) {
  const auto& before = need_crawler(request, name);
  if (!before.shown.contains("Schedule"))
    throw Failure(400, "NoScheduleException", "Crawler with name " + name + " has no schedule");
  if (world_.now() < before.schedule_settled) {
    throw Failure(400, "SchedulerTransitioningException", "The schedule of crawler " + name + " is in transition");
  }
  const bool is_on = before.shown["Schedule"]["State"] == "SCHEDULED";
  if (on && is_on)
    throw Failure(400, "SchedulerRunningException", "The schedule of crawler " + name + " is already running");
  if (!on && !is_on)
    throw Failure(400, "SchedulerNotRunningException", "The schedule of crawler " + name + " is not running");
  catalog(request).crawlers.edit(name, world_, [&](Crawler& crawler) {
    crawler.shown["Schedule"]["State"] = on ? "SCHEDULED" : "NOT_SCHEDULED";
    crawler.schedule_settled = world_.later();
  });
  return Json::object();
}

Json Glue::update_schedule(const Request& request, const Json& input) {
  const std::string name = input["CrawlerName"];
  if (world_.now() < need_crawler(request, name).schedule_settled) {
    throw Failure(400, "SchedulerTransitioningException", "The schedule of crawler " + name + " is in transition");
  }
  return update_crawler(request, {{"Name", name}, {"Schedule", input.value("Schedule", "")}});
}

Json Glue::crawler_metrics(const Request& request, const Json& input) {
  auto all = catalog(request).crawlers.all_latest();
  const auto names = input.value("CrawlerNameList", std::vector<std::string>());
  std::erase_if(all, [&](const auto& item) {
    return !names.empty() && std::find(names.begin(), names.end(), item.first) == names.end();
  });
  return listed(page_of(all, input.value("NextToken", ""), asked(input), 100, world_), "CrawlerMetricsList",
                [this](const Crawler& crawler) {
                  const bool running = std::string(state_of(crawler)) == "RUNNING";
                  const auto last =
                      crawler.started == Time{} || running ? 0.0 : seconds(crawler.started, crawler.running_until);
                  return Json{{"CrawlerName", crawler.shown["Name"]},
                              {"StillEstimating", running},
                              {"TimeLeftSeconds", 0},
                              {"LastRuntimeSeconds", last},
                              {"MedianRuntimeSeconds", last},
                              {"TablesCreated", 0},
                              {"TablesUpdated", 0},
                              {"TablesDeleted", 0}};
                });
}

}  // namespace lakeform::sandbox::glue
