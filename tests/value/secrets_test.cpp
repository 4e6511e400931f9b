#include "provider/value/secrets.h"

#include <doctest/doctest.h>

#include "provider/value/unescape.h"

using namespace lakeform;

namespace {

// Every kind of character that some escape treats in its own way.
constexpr std::string_view kPassword = "Pl4nted#q&uo<t>e+z%A=\"\\ \xc3\xbc/";

Secrets knowing(std::string_view secret) {
  Secrets secrets;
  secrets.add(secret);
  return secrets;
}

std::string covered(std::string_view written, std::string_view secret = kPassword) {
  return knowing(secret).covered("a " + std::string(written) + " b");
}

}  // namespace

TEST_CASE(
    "a secret is covered as it is, in percent escapes, in a form, in HTML and in JSON, in either case of their "
    "digits") {
  for (const std::string_view written : {
           kPassword,
           std::string_view("Pl4nted%23q%26uo%3Ct%3Ee%2Bz%25A%3D%22%5C%20%C3%BC%2F"),
           std::string_view("Pl4nted%23q%26uo%3ct%3ee%2bz%25A%3d%22%5c+%c3%bc/"),
           std::string_view("Pl4nted#q&amp;uo&lt;t&gt;e+z%A=&quot;\\ \xc3\xbc/"),
           std::string_view("Pl4nted&#35;q&#x26;uo&#60;t&#x3E;e+z%A=&#34;\\ &#252;/"),
           std::string_view("Pl4nted#q&uo<t>e+z%A=\\\"\\\\ \xc3\xbc\\/"),
           std::string_view("Pl4nted#q\\u0026uo\\u003Ct\\u003ee+z%A=\\u0022\\u005c \\u00fc/"),
       }) {
    CHECK(covered(written) == "a (secret) b");
  }
}

TEST_CASE("escapes within escapes are seen through") {
  CHECK(covered("Pl4nted%2523q%2526uo%253Ct%253Ee%252Bz%2525A%253D%2522%255C%2520%25C3%25BC%252F") == "a (secret) b");
  CHECK(covered("Pl4nted#q&amp;amp;uo&amp;lt;t&amp;gt;e+z%A=&amp;quot;\\ \xc3\xbc/") == "a (secret) b");
  CHECK(covered(R"(\"Pl4nted#q\\u0026uo\\u003ct\\u003ee+z%A=\\\"\\\\ ü/\")") == R"(a \"(secret)\" b)");
  CHECK(covered("Pl4nted#q&amp;uo%26lt%3Bt%26gt%3Be+z%A=%5C%22\\\\ \xc3\xbc/") == "a (secret) b");
}

TEST_CASE("a secret that ends like the beginning of an escape, or looks like escapes itself, is covered too") {
  CHECK(covered("passw\\u003cord\\\\", "passw<ord\\") == "a (secret) b");
  CHECK(covered("100%4141secret", "4141secret") == "a 100%(secret) b");
  CHECK(covered("p%26lt%3Bw%2541rd", "p&lt;w%41rd") == "a (secret) b");
  CHECK(covered("p&lt;w%41rd", "p&lt;w%41rd") == "a (secret) b");
}

TEST_CASE(
    "a secret is covered in base64 wherever it stands within what was encoded, in both alphabets and over lines") {
  // user:planted-secret? with 0, 1 and 2 bytes before it; "?>" needs the letters that differ between the alphabets.
  const auto secrets = knowing("planted-secret?>?>");
  CHECK(secrets.covered("[cGxhbnRlZC1zZWNyZXQ/Pj8+]") == "[(secret)]");
  CHECK(secrets.covered("[eHBsYW50ZWQtc2VjcmV0Pz4/Pg==]") == "[e(secret)==]");
  CHECK(secrets.covered("[eHlwbGFudGVkLXNlY3JldD8-Pz4]") == "[eH(secret)]");
  CHECK(secrets.covered("token/eHBsYW50ZWQtc2VjcmV0Pz4_Pg") == "token/e(secret)");
  CHECK(secrets.covered("[cGxhbnRlZC1z\r\nZWNyZXQ/Pj8+]") == "[(secret)]");
  CHECK(secrets.covered("[cGxhbnRlZC1zZWNyZXQ%2FPj8%2B]") == "[(secret)]");
  CHECK(secrets.covered("[Y0d4aGJuUmxaQzF6WldOeVpYUS9QajgrCg==]") == "[(secret)Cg==]");
}

TEST_CASE("a secret in JSON escapes within base64, and one in hex, are covered") {
  const auto secrets = knowing("p\"lanted");
  CHECK(secrets.covered("eyJwIjoicFwibGFudGVkIn0=").find("(secret)") != std::string::npos);  // {"p":"p\"lanted"}
  CHECK(secrets.covered("0x70226C616E746564") == "0x(secret)");
  CHECK(secrets.covered("a70226c616e746564") == "a(secret)");
}

TEST_CASE("what is no secret stays as it is, escapes and all") {
  const auto secrets = knowing("planted-secret");
  for (const std::string_view text : {"", "plain", "50% of &amp; \\u003c", "cGxhbnRlZA==", "planted-secre", "%", "&",
                                      "\\", "\\u12", "&#xffffffffff;"})
    CHECK(secrets.covered(text) == text);
  CHECK(Secrets().covered("anything") == "anything");
}

TEST_CASE("of secrets that overlap none is left half") {
  Secrets secrets;
  for (const char* text : {"abcdef", "abcdefgh", "efghijkl"}) secrets.add(text);
  CHECK(secrets.covered("xabcdefghijklx") == "x(secret)x");
  CHECK(secrets.covered("abcdefabcdef") == "(secret)(secret)");
}

TEST_CASE("the line end of a file that holds a secret does not belong to the secret") {
  CHECK(knowing("from-a-file\n").covered("got from-a-file.") == "got (secret).");
}

TEST_CASE("every byte of a decoded text knows where it came from") {
  Decoded view = undecoded("a%2525&lt;");
  REQUIRE(unescape(view));
  CHECK(view.text == "a%25<");
  CHECK(view.start == std::vector<std::size_t>{0, 1, 4, 5, 6});
  CHECK(view.end == std::vector<std::size_t>{1, 4, 5, 6, 10});
  REQUIRE(unescape(view));
  CHECK(view.text == "a%<");
  CHECK_FALSE(unescape(view));
}
