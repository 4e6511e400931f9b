#include "plan/render/formats.h"

#include <doctest/doctest.h>

#include <pugixml.hpp>
#include <set>
#include <string>

#include "plan/render/characters.h"
#include "plan/render/html.h"
#include "plan/render/junit.h"
#include "plan/render/markdown.h"
#include "plan/render/sarif.h"
#include "tests/plan/sample.h"

using namespace lakeform::plan;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string in(const char* format, const Report& report, const TextOptions& options = {}) {
  return find_format(format)->render(report, options);
}

/// What is left of Markdown beside its code spans.
std::string without_code(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = text.find('`', i), inside = text.find_first_not_of('`', start);
    out += text.substr(i, start - i);
    if (inside == std::string::npos) break;
    const std::string fence = text.substr(start, inside - start);
    std::size_t end = text.find(fence, inside);
    while (end != std::string::npos && (text[end - 1] == '`' || text.substr(end + fence.size(), 1) == "`"))
      end = text.find(fence, end + 1);
    if (end == std::string::npos) break;
    i = end + fence.size();
  }
  return out;
}

}  // namespace

TEST_CASE("the same report gives the same bytes in every format, and no format shows a sensitive value") {
  Report leaky = sample_report();
  leaky.entries[3].attributes[0].desired = leaky.entries[3].attributes[0].live = leaky.entries[3].attributes[0].state =
      "hunter2";
  for (const Format& format : formats()) {
    CAPTURE(format.name);
    CHECK(format.render(sample_report(), {}) == format.render(sample_report(), {}));
    CHECK_FALSE(has(format.render(leaky, {}), "hunter2"));
  }
  CHECK(find_format("pdf") == nullptr);
}

TEST_CASE("what people look at holds no control character and turns no reading direction; what machines read parses") {
  for (const char* name : {"text", "markdown", "html", "junit"}) {
    CAPTURE(name);
    CHECK(clean(in(name, hostile_report())) == in(name, hostile_report()));
  }
  for (const char* name : {"json", "sarif"}) CHECK(Json::accept(in(name, hostile_report())));
}

TEST_CASE("text says what happens, why, what it does to data, and the way back") {
  CHECK(in("text", sample_report()) ==
        "Checked 4 of 5 resources in 1 account and 1 region; 1 could not be read.\n"
        "\n"
        "-/+ aws_s3_bucket.raw will be replaced\n"
        "    bucket forces the replacement: a bucket cannot be renamed.\n"
        "    bucket: \"my-data-lake-dev\" -> \"my-data-lake-prod\" # forces replacement\n"
        "    arn: \"arn:aws:s3:::my-data-lake-dev\" -> (known after apply)\n"
        "    data lost: 12,345 objects are deleted with the bucket, for force_destroy is set.\n"
        "      12,345 objects\n"
        "      1.2 TB\n"
        "      Way back: None for unversioned objects. Copy them before the apply: aws s3 sync.\n"
        "    error [replace-of-full-store] aws_s3_bucket.raw is replaced and is not empty.\n"
        "\n"
        "~ aws_redshift_cluster.warehouse will be updated in place\n"
        "    master_password: (sensitive value, changes)\n"
        "    number_of_nodes: 2 -> 4\n"
        "    downtime: An elastic resize cuts connections for some minutes.\n"
        "      Way back: Resize back to 2 nodes.\n"
        "\n"
        "? aws_glue_catalog_table.sales was changed outside of Terraform\n"
        "    parameters[\"classification\"]: \"csv\" -> \"parquet\" (the state has \"parquet\")\n"
        "    metadata only: Readers see another classification.\n"
        "\n"
        "! aws_iam_role.glue could not be checked\n"
        "    iam:GetRole was denied: AccessDenied. Allow iam:GetRole, or take the role out with --exclude.\n"
        "\n"
        "Note: 1 of 5 resources could not be checked.\n"
        "Plan check: 1 could not be checked, 1 to replace, 1 to update, 1 drifted. Heaviest impact: data lost.\n");
}

TEST_CASE("quiet text has the findings and the sum, verbose text everything") {
  TextOptions quiet, verbose, colour;
  quiet.quiet = verbose.verbose = colour.colour = true;
  CHECK(in("text", sample_report(), quiet) ==
        "Checked 4 of 5 resources in 1 account and 1 region; 1 could not be read.\n"
        "error [replace-of-full-store] aws_s3_bucket.raw: aws_s3_bucket.raw is replaced and is not empty.\n"
        "Note: 1 of 5 resources could not be checked.\n"
        "Plan check: 1 could not be checked, 1 to replace, 1 to update, 1 drifted. Heaviest impact: data lost.\n");
  CHECK(has(in("text", sample_report(), verbose), "aws_glue_catalog_database.analytics stays as it is"));
  CHECK(has(in("text", sample_report(), verbose), "API calls: 3 (glue:GetTables 2, s3:ListBuckets 1)"));
  CHECK(has(in("text", sample_report(), colour), "\033[31mdata lost\033[0m"));
}

TEST_CASE("that nothing is lost is said too") {
  Report report;
  report.entries = {entry_of("aws_s3_bucket", "raw", Verdict::Replace)};
  report.entries[0].impact_text = "It is empty: nothing is lost.";
  CHECK(has(in("text", report), "    It is empty: nothing is lost.\n"));
}

TEST_CASE("texts wrap at the width and go on further in, names and values do not break") {
  TextOptions narrow;
  narrow.width = 41;
  CHECK(has(in("text", sample_report(), narrow),
            "    iam:GetRole was denied: AccessDenied.\n        Allow iam:GetRole, or take the\n        role out with "
            "--exclude.\n"));
}

TEST_CASE("a comment fits the limit whatever the plan, and says what it left out") {
  for (const int n : {1, 200, 5000}) {
    const std::string out = render_markdown(large_report(n));
    CHECK(out.size() <= kLongestComment);
    CHECK(out.rfind("<!-- lakeform-plan -->\n", 0) == 0);
    CHECK(has(out, "did not fit here") == (n > 1));
  }
  Report wordy = large_report(1);
  wordy.notes.assign(500, std::string(100000, '|'));
  wordy.entries[0].address = wordy.entries[0].reason = wordy.entries[0].impact_text = std::string(100000, '<');
  wordy.entries[0].attributes.assign(300,
                                     changed(std::string(1000, '`'), std::string(1000, '*'), std::string(1000, '@')));
  CHECK(render_markdown(wordy).size() <= kLongestComment);
  CHECK(has(render_markdown(wordy), "475 notes did not fit here") == false);
  CHECK(has(render_markdown(wordy), "notes did not fit here"));
}

TEST_CASE("a hostile name is no markup, no mention and no row of its own in a comment") {
  const std::string out = without_code(render_markdown(hostile_report()));
  for (const char* markup : {"<img", "<script", "\n# head", "@all", "*_", "||", "]]>"}) {
    CAPTURE(markup);
    CHECK_FALSE(has(out, markup));
  }
}

TEST_CASE("a hostile name is text in HTML") {
  const std::string out = render_html(hostile_report());
  CHECK_FALSE(has(out, "<img"));
  CHECK_FALSE(has(out, "<script>window"));
  CHECK_FALSE(has(out, "hacked=1\""));
  CHECK(has(out, "&lt;img src=x onerror=&quot;window.hacked=1&quot;&gt;"));
  CHECK(has(out, "{{x}}"));
}

TEST_CASE("the page names its one script by hash and fetches nothing") {
  const std::string out = render_html(sample_report());
  CHECK(has(out, "default-src 'none'"));
  CHECK(has(out, "script-src 'sha256-"));
  CHECK_FALSE(has(out, "src="));
  CHECK_FALSE(has(out, "@import"));
  CHECK_FALSE(has(out, "https://"));
}

TEST_CASE("the page's list of findings names a resource once") {
  const std::string out = render_html(sample_report());
  const std::string list = out.substr(out.find("class=\"findings\""));
  CHECK(has(list.substr(0, list.find("</ul>")), "<span class=\"message\">is replaced and is not empty.</span>"));
}

TEST_CASE("SARIF names tool, rules, levels and places") {
  const Json out = Json::parse(render_sarif(sample_report()));
  CHECK(out["version"] == "2.1.0");
  const Json& run = out["runs"][0];
  CHECK(run["tool"]["driver"]["name"] == "lakeform");
  std::set<std::string> rules;
  for (const auto& rule : run["tool"]["driver"]["rules"]) rules.insert(rule["id"].get<std::string>());
  CHECK(rules == std::set<std::string>{"could-not-check", "drifted", "impact/data-lost", "impact/downtime",
                                       "replace-of-full-store"});
  for (const auto& result : run["results"]) {
    CHECK(rules.count(result["ruleId"].get<std::string>()) == 1);
    CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
    CHECK(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tfplan.json");
  }
  const auto finding = std::find_if(run["results"].begin(), run["results"].end(),
                                    [](const Json& one) { return one["ruleId"] == "replace-of-full-store"; });
  REQUIRE(finding != run["results"].end());
  CHECK((*finding)["level"] == "error");
}

TEST_CASE("places in SARIF are URI references whatever the unit is called") {
  const Json out = Json::parse(render_sarif(hostile_report()));
  const auto uri =
      out["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].get<std::string>();
  CHECK(uri.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%") ==
        std::string::npos);
}

TEST_CASE("JUnit has a case per resource, failures for decisions and errors for what could not be checked") {
  pugi::xml_document document;
  REQUIRE(document.load_string(render_junit(sample_report()).c_str()));
  const auto suite = document.child("testsuites").child("testsuite");
  CHECK(suite.attribute("tests").as_int() == 5);
  CHECK(suite.attribute("failures").as_int() == 3);
  CHECK(suite.attribute("errors").as_int() == 1);
  CHECK(suite.find_child_by_attribute("testcase", "name", "aws_iam_role.glue").child("error"));
  CHECK_FALSE(suite.find_child_by_attribute("testcase", "name", "aws_glue_catalog_database.analytics").first_child());
  const auto failure = suite.find_child_by_attribute("testcase", "name", "aws_s3_bucket.raw").child("failure");
  CHECK(std::string(failure.attribute("message").value()) == "aws_s3_bucket.raw will be replaced");
  REQUIRE(document.load_string(render_junit(hostile_report()).c_str()));
  CHECK(std::string(document.child("testsuites").child("testsuite").child("testcase").attribute("classname").value()) ==
        one_line(hostile_report().entries[0].type));
}

TEST_CASE("a note from a check fails no test") {
  Report report;
  Entry entry = entry_of("aws_s3_bucket", "raw", Verdict::Unchanged);
  entry.findings = {{"something", Severity::Note, "Only said.", "", {}}};
  report.entries = {entry};
  CHECK(has(render_junit(report), "failures=\"0\""));
}
