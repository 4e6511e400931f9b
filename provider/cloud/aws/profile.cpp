#include "provider/cloud/aws/profile.h"

#include "provider/cloud/codec.h"
#include "provider/cloud/environment.h"

namespace lakeform::cloud::aws {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// A comment begins with "#" or ";" at the start of a line, or after a blank.
std::string_view without_comment(std::string_view value) {
  for (std::size_t i = 1; i < value.size(); ++i) {
    if ((value[i] == '#' || value[i] == ';') && is_blank(value[i - 1])) return trimmed(value.substr(0, i));
  }
  return trimmed(value);
}

std::string_view unquoted(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

// "profile name" gives the name when the first word is the wanted one.
bool takes_word(std::string_view& header, std::string_view word) {
  if (!header.starts_with(word) || header.size() == word.size() || !is_blank(header[word.size()])) return false;
  header = unquoted(header.substr(word.size()));
  return true;
}

// Takes one line at a time into a section.
struct Reader {
  Section* section = nullptr;
  std::string last, parent;  // the setting before, and the one that nested lines belong to

  void take(std::string_view line) {
    const bool indented = is_blank(line.front());
    const auto equals = line.find('=');
    if (indented && !last.empty()) {
      if (!parent.empty() && equals != std::string_view::npos) {
        (*section)[parent + "." + lower_case(trimmed(line.substr(0, equals)))] =
            without_comment(line.substr(equals + 1));
      } else if (parent.empty()) {
        (*section)[last].append("\n").append(without_comment(line));
      }
      return;
    }
    if (equals == std::string_view::npos) return;
    last = lower_case(trimmed(line.substr(0, equals)));
    const auto value = without_comment(line.substr(equals + 1));
    parent = value.empty() ? last : std::string();
    (*section)[last] = value;
  }
};

}  // namespace

Section* SharedConfig::open_section(std::string_view header, bool config) {
  if (takes_word(header, "profile")) return config ? &profiles_[std::string(header)] : nullptr;
  if (config && takes_word(header, "sso-session")) return &sessions_[std::string(header)];
  if (config && takes_word(header, "services")) return &services_[std::string(header)];
  header = unquoted(header);
  return config && header != "default" ? nullptr : &profiles_[std::string(header)];
}

void SharedConfig::add(std::string_view text, bool config) {
  Reader reader;
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text = line.size() == text.size() ? std::string_view() : text.substr(line.size() + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto content = trimmed(line);
    if (content.empty() || content.front() == '#' || content.front() == ';') continue;
    if (line.front() == '[') {
      const auto end = content.find(']');
      reader = {
          end == std::string_view::npos ? nullptr : open_section(trimmed(content.substr(1, end - 1)), config), {}, {}};
    } else if (reader.section) {
      reader.take(line);
    }
  }
}

SharedConfig SharedConfig::load(const std::vector<std::string>& config_files,
                                const std::vector<std::string>& credentials_files) {
  SharedConfig out;
  std::string content;
  for (const auto& path : config_files) {
    if (read_file(path, content)) out.add_config(content);
  }
  for (const auto& path : credentials_files) {
    if (read_file(path, content)) out.add_credentials(content);
  }
  return out;
}

std::string setting(const Section* section, std::string_view name) {
  if (!section) return {};
  const auto found = section->find(name);
  return found == section->end() ? std::string() : found->second;
}

}  // namespace lakeform::cloud::aws
