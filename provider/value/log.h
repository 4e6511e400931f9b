// Structured log lines on stderr in the form Terraform reads (hclog JSON), and the scrubbing of secrets.
// Source of the form: go-hclog; Terraform drops a line whose @level, @message or @timestamp is not a string.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace lakeform::log {

enum class Level { Trace, Debug, Info, Warn, Error, Off };

using Field = std::pair<std::string_view, std::string_view>;

/// Reads TF_LOG_PROVIDER_<NAME>, TF_LOG_PROVIDER, TF_LOG (JSON means TRACE); nothing set means Off.
void configure_from_environment(std::string_view provider_name);
bool enabled(Level level);
/// One line, one write(2): lines of several threads never mix. Text is scrubbed and made valid UTF-8.
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

/// From now on this text appears nowhere: log lines and scrub() replace it. Texts shorter than 6 characters are
/// ignored.
void keep_secret(std::string_view text);
/// The text with every kept secret replaced by "(secret)", in whatever escapes it is written there (see secrets.h).
std::string scrub(std::string_view text);
/// The text with bytes that are not UTF-8 replaced, as protobuf strings need it.
std::string valid_utf8(std::string_view text);

}  // namespace lakeform::log
