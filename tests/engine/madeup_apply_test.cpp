// Applies, imports and reads with the words that Google and Azure need, on definitions of a made-up cloud.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "tests/engine/madeup/world.h"

using namespace lakeform;
using namespace lakeform::engine;

using madeup::MadeupWorld;

namespace {

Value kept_shelf(Json more) {
  Json all{{"name", "top"},
           {"id", "projects/own/shelves/top"},
           {"project", "own"},
           {"deletion_protection", false},
           {"deletion_policy", "DELETE"},
           {"kind", "wood"}};
  if (more.is_object()) all.update(more);
  return madeup::object("shelf", all);
}

Value box(Json more) {
  Json all{{"name", "b"}, {"shelf_id", "/projects/own/shelves/top"}};
  if (more.is_object()) all.update(more);
  return madeup::object("box", all);
}

Value guest(const char* person) { return madeup::object("guest", {{"shelf", "top"}, {"person", person}}); }

/// A guest list that a second writer changes just before the first writes of this one.
struct GuestList {
  std::mutex mutex;
  Json guests = Json::array();
  int version = 1, disturbances = 0;

  Result<cloud::Reply> get() {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));  // time for another to come in between
    const std::lock_guard lock(mutex);
    return reply({{"etag", std::to_string(version)}, {"guests", guests}});
  }
  Result<cloud::Reply> set(const cloud::Call& call) {
    const std::lock_guard lock(mutex);
    if (disturbances > 0) {
      --disturbances;
      ++version;
      guests.push_back({{"person", "stranger" + std::to_string(version)}});
    }
    if (call.headers.front().second != std::to_string(version)) {
      Error error = service_error(Fault::Conflict, "conditionNotMet");
      error.status = 412;
      return error;
    }
    ++version;
    guests = call.body.value("guests", Json::array());
    if (call.body.contains("add")) guests.push_back({{"person", call.body["add"]}});
    if (call.body.contains("remove"))
      std::erase_if(guests.get_ref<Json::array_t&>(),
                    [&](const Json& one) { return one["person"] == call.body["remove"]; });
    return reply(Json::object());
  }
  Result<cloud::Reply> answer(const cloud::Call& call) { return call.method == "GET" ? get() : set(call); }
};

}  // namespace

TEST_CASE("an update names the changed fields in its mask, and calls nothing when none that is sent has changed") {
  MadeupWorld world;
  const Value before = kept_shelf({{"width", 90}, {"note", "old"}});
  const Value after = kept_shelf({{"width", 80}, {"note", "new"}, {"weight", 80}});
  world.answers([](const cloud::Call&, int) { return reply({{"name", "top"}, {"kind", "wood"}, {"width", 80}}); });
  CHECK(world.apply("shelf", before, after).diagnostics.empty());
  CHECK(madeup::line(world.calls.front()) == "PATCH /v1/projects/own/shelves/top?updateMask=details,width&version=2");
  CHECK(world.calls.front().body == Json{{"details", {{"note", "new"}}}, {"width", 80}});
  world.calls.clear();
  CHECK(world.apply("shelf", before, kept_shelf({{"width", 90}, {"note", "old"}, {"deletion_protection", true}}))
            .diagnostics.empty());
  CHECK(world.cloud.count("PatchShelf") == 1);
}

TEST_CASE("only the effective labels are sent; of the answer each form takes what is its own") {
  MadeupWorld world;
  const Value planned = kept_shelf({{"labels", {{"a", "1"}}},
                                    {"terraform_labels", {{"a", "1"}, {"team", "data"}}},
                                    {"effective_labels", {{"a", "1"}, {"team", "data"}}}});
  world.answers([](const cloud::Call& call, int number) -> Result<cloud::Reply> {
    if (call.method == "GET" && number == 1) return service_error(Fault::NotFound, "notFound");
    return reply({{"name", "top"}, {"kind", "wood"}, {"labels", {{"a", "1"}, {"team", "data"}, {"theirs", "x"}}}});
  });
  const auto answer = world.apply("shelf", {}, planned);
  REQUIRE(answer.diagnostics.empty());
  const auto made =
      std::find_if(world.calls.begin(), world.calls.end(), [](const auto& c) { return c.method == "POST"; });
  REQUIRE(made != world.calls.end());
  CHECK(madeup::line(*made) == "POST /v1/projects/own/shelves?version=2");
  CHECK(made->body["labels"] == Json{{"a", "1"}, {"team", "data"}});
  CHECK(answer.state["labels"] == Value(Value::Map{{"a", "1"}}));
  CHECK(answer.state["terraform_labels"] == Value(Value::Map{{"a", "1"}, {"team", "data"}}));
  CHECK(answer.state["effective_labels"] == Value(Value::Map{{"a", "1"}, {"team", "data"}, {"theirs", "x"}}));
}

TEST_CASE("what a protected object forbids is refused before any request, and the state keeps it") {
  MadeupWorld world;
  const Value state = kept_shelf({{"deletion_protection", true}});
  const auto answer = world.apply("shelf", state, {});
  REQUIRE(answer.diagnostics.size() == 1);
  CHECK(answer.diagnostics[0].at == Path() / "deletion_protection");
  CHECK(answer.diagnostics[0].detail.find("apply that first") != std::string::npos);
  CHECK(answer.state == state);
  CHECK(world.cloud.asked().empty());
}

TEST_CASE("an abandoned object leaves the state without a request") {
  MadeupWorld world;
  const auto answer = world.apply("shelf", kept_shelf({{"deletion_policy", "ABANDON"}}), {});
  CHECK(answer.diagnostics.empty());
  CHECK(answer.state.is_null());
  CHECK(world.cloud.asked().empty());
}

TEST_CASE("an object that is there already is not overwritten, but has to be imported") {
  MadeupWorld world;
  world.answers([](const cloud::Call&, int) { return reply({{"size", 1}}); });
  const auto answer = world.apply("box", {}, box({{"size", 3}}));
  REQUIRE(answer.diagnostics.size() == 1);
  CHECK(answer.diagnostics[0].detail.find("import") != std::string::npos);
  CHECK(answer.state.is_null());
  CHECK(world.cloud.count("CreateBox") == 0);
  CHECK(madeup::line(world.calls.front()) == "GET /v1/projects/own/shelves/top/boxes/b?version=2");
}

TEST_CASE("nothing is made where nobody can tell whether it is there") {
  MadeupWorld world;
  world.answers([](const cloud::Call&, int) { return service_error(Fault::Denied, "forbidden"); });
  CHECK(world.apply("box", {}, box({})).diagnostics.size() == 1);
  CHECK(world.cloud.count("CreateBox") == 0);
}

TEST_CASE("each changed field has its own call where the definition says so") {
  MadeupWorld world;
  world.answers([](const cloud::Call&, int) { return reply({{"size", 3}, {"colour", "red"}}); });
  const Json id{{"id", "/projects/own/shelves/top/boxes/b"}};
  const auto with = [&](Json more) {
    more.update(id);
    return box(more);
  };
  CHECK(world.apply("box", with({{"size", 1}, {"colour", "red"}}), with({{"size", 3}, {"colour", "red"}}))
            .diagnostics.empty());
  CHECK(world.cloud.count("ResizeBox") == 1);
  CHECK(world.cloud.count("PaintBox") == 0);
}

TEST_CASE("a write that somebody else was faster than is made again on what there is now, and loses nothing") {
  MadeupWorld world;
  GuestList list;
  list.disturbances = 3;
  world.cloud.answer = [&](const cloud::Call& call, int) { return list.answer(call); };
  const auto made = world.apply("guest", {}, guest("ann"));
  CHECK(made.diagnostics.empty());
  CHECK(list.guests.size() == 4);
  CHECK(world.apply("guest", made.state, {}).diagnostics.empty());
  CHECK(list.guests.size() == 3);
}

TEST_CASE("changes with the same key are made one at a time") {
  MadeupWorld world;
  GuestList list;
  world.cloud.answer = [&](const cloud::Call& call, int) { return list.answer(call); };
  std::vector<std::thread> writers;
  std::atomic<int> failed{0};
  for (int i = 0; i < 8; ++i) {
    writers.emplace_back([&, i] {
      const std::string person = "p" + std::to_string(i);
      if (!world.apply("guest", {}, guest(person.c_str())).diagnostics.empty()) ++failed;
    });
  }
  for (auto& writer : writers) writer.join();
  CHECK(failed == 0);
  CHECK(list.guests.size() == 8);
  CHECK(world.cloud.count("SetGuests") == 8);  // nobody was ever too late
}

TEST_CASE("an import takes any of its forms, fills what the id leaves out, and the state has the id's own form") {
  MadeupWorld world;
  for (const char* id : {"projects/own/shelves/top", "own/top", "top"}) {
    const auto answer = import_object(madeup::definition("shelf"), world.context, id, {});
    REQUIRE(answer.diagnostics.empty());
    CHECK(answer.state["id"] == Value("projects/own/shelves/top"));
    CHECK(answer.state["project"] == Value("own"));
    CHECK(answer.state["name"] == Value("top"));
  }
  CHECK(import_object(madeup::definition("shelf"), world.context, "theirs/top", {}).state["project"] ==
        Value("theirs"));
  const auto wrong = import_object(madeup::definition("shelf"), world.context, "a/b/c", {});
  REQUIRE(wrong.diagnostics.size() == 1);
  CHECK(wrong.diagnostics[0].detail.find("projects/PROJECT/shelves/NAME, PROJECT/NAME, NAME") != std::string::npos);
}

TEST_CASE("an object that was just imported is read by the parts of its id") {
  MadeupWorld world;
  world.answers([](const cloud::Call&, int) { return reply({{"size", 1}}); });
  const Value state = madeup::object("box", {{"id", "/projects/own/shelves/top/boxes/b"}});
  CHECK(read_object(madeup::definition("box"), world.context, state).diagnostics.empty());
  CHECK(madeup::line(world.calls.front()) == "GET /v1/projects/own/shelves/top/boxes/b?version=2");
}
