#include "plan/render/words.h"

#include <doctest/doctest.h>

#include "plan/render/characters.h"
#include "tests/plan/sample.h"

using namespace lakeform::plan;

TEST_CASE("text from outside becomes valid UTF-8 without control characters") {
  CHECK(clean("plain, ümläut, 日本, 🪣\n\ttab") == "plain, ümläut, 日本, 🪣\n\ttab");
  CHECK(clean("\033[31mred") == "\xEF\xBF\xBD[31mred");
  CHECK(clean(std::string("nul\0byte", 8)) ==
        "nul\xEF\xBF\xBD"
        "byte");
  CHECK(clean("\xff\xC0\xAF\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(clean("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // half of a surrogate pair
  CHECK(clean("\xE2\x80\xAE"
              "gpj.exe") ==
        "\xEF\xBF\xBD"
        "gpj.exe");                            // turns the reading direction
  CHECK(clean("\xC2\x9B") == "\xEF\xBF\xBD");  // a C1 control, which some terminals obey
}

TEST_CASE("what is not seen, breaks lines elsewhere or turns the direction is taken out; a glyph's variant stays") {
  for (const char* bad : {"\u200B", "\u200D", "\u2028", "\u2029", "\u2066", "\u061C", "\uFEFF", "\u00AD", "\U000E0041",
                          "\u0085", "\x7f", "\u3164"}) {
    CAPTURE(bad);
    CHECK(clean(std::string("a") + bad + "b") ==
          "a\xEF\xBF\xBD"
          "b");
  }
  CHECK(clean("❤\uFE0F é") == "❤\uFE0F é");
  CHECK(one_line("a\n\tb") == "a\\n\\tb");
}

TEST_CASE("no line of output is a command to a CI system") {
  CHECK(without_commands("::error::x\n \t::add-mask::y\n\u00A0::z\na ::b\n") ==
        "\\::error::x\n \t\\::add-mask::y\n\u00A0\\::z\na ::b\n");
  CHECK(without_commands("x ##[error]y ##vso[task.complete] ##teamcity[a] ###[b] ## c") ==
        "x #\\#[error]y #\\#vso[task.complete] #\\#teamcity[a] ##\\#[b] ## c");
  CHECK(without_commands("").empty());
}

TEST_CASE("JSON comes back as it was and holds no raw character that clean() takes out, and no command") {
  const Json given{{"##[error]\u200B", "\u2028\x1b\u009B ##vso[x] \U000E0041 \\##[y"}};
  const std::string text = json_text(given, 2);
  CHECK(Json::parse(text) == given);
  CHECK(clean(text) == text);
  CHECK(without_commands(text) == text);
}

TEST_CASE("texts are cut between characters") {
  CHECK(shortened("日本語", 3) == "日本語");
  CHECK(shortened("日本語", 2) == "日本…");
}

TEST_CASE("a side is shown as what it is, or in words") {
  AttributeChange change = changed("policy", "{\"a\":[1]}", Json{{"k", "v"}});
  CHECK(shown(change, change.live) == "\"{\\\"a\\\":[1]}\"");
  CHECK(shown_whole(change, change.live) == "{\n  \"a\": [\n    1\n  ]\n}");
  CHECK(shown_whole(change, change.desired, true) == "{\n  \"k\": \"v\"\n}");
  change.desired_unknown = true;
  CHECK(shown(change, change.desired, true) == "(known after apply)");
  CHECK(shown(change, std::nullopt) == "(unset)");
  change.sensitive = true;
  CHECK(shown_whole(change, change.live) == "(sensitive)");
}

TEST_CASE("text that nests without end is shown as text") {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  const AttributeChange change = changed("policy", deep, nullptr);
  CHECK(shown_whole(change, change.live).rfind("\"[[[", 0) == 0);
}

TEST_CASE("the heaviest impact comes first, unchanged resources not at all") {
  const Report report = sample_report();
  std::vector<std::string> order;
  for (const Entry* entry : by_weight(report)) order.push_back(entry->address);
  CHECK(order == std::vector<std::string>{"aws_s3_bucket.raw", "aws_redshift_cluster.warehouse",
                                          "aws_glue_catalog_table.sales", "aws_iam_role.glue"});
  CHECK(summary(report) == "1 could not be checked, 1 to replace, 1 to update, 1 drifted");
  CHECK(summary(Report()) == "nothing to check");
}
