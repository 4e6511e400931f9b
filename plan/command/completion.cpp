// lakeform completion: scripts for shells, made from the command line's own description.
#include "plan/command/completion.h"

#include <iostream>
#include <memory>

#include "plan/command/command.h"

namespace lakeform::plan {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// Single quotes, as all three shells read them; a quote inside ends, escapes and begins again.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::vector<std::string> names_of(const CommandWords& command) {
  std::vector<std::string> out;
  for (const auto& option : command.options) out.insert(out.end(), option.names.begin(), option.names.end());
  return out;
}

std::vector<std::string> subcommands(const std::vector<CommandWords>& commands) {
  std::vector<std::string> out;
  for (std::size_t i = 1; i < commands.size(); ++i) out.push_back(commands[i].name);
  return out;
}

std::string bash(const std::vector<CommandWords>& commands) {
  std::string out =
      "# Completion of lakeform for Bash: source <(lakeform completion bash)\n"
      "_lakeform() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W " +
      quoted(joined(subcommands(commands)) + " " + joined(names_of(commands[0]))) +
      " -- \"$current\")\n"
      "    return\n"
      "  fi\n"
      "  case \"$command $previous\" in\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    for (const auto& option : commands[i].options) {
      const auto words = choices(option.value);
      if (words.empty()) continue;
      for (const auto& name : option.names) {
        out += "    " + quoted(commands[i].name + " " + name) + ") mapfile -t COMPREPLY < <(compgen -W " +
               quoted(joined(words)) + " -- \"$current\"); return ;;\n";
      }
    }
  }
  out += "  esac\n  case \"$command\" in\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    std::vector<std::string> words = names_of(commands[i]);
    for (const auto& argument : commands[i].arguments) {
      for (auto& word : choices(argument.value)) words.push_back(std::move(word));
    }
    out += "    " + commands[i].name + ") mapfile -t COMPREPLY < <(compgen -W " + quoted(joined(words)) +
           " -- \"$current\") ;;\n";
  }
  return out +
         "  esac\n"
         "  # Anything else is a file.\n"
         "  case \"$current\" in -*) ;; *) mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -f -- "
         "\"$current\") ;; esac\n"
         "}\n"
         "complete -o filenames -F _lakeform lakeform\n";
}

/// A specification of _arguments: '(-h --help)'{-h,--help}'[about]:VALUE:action'.
std::string zsh_option(const OptionWords& option) {
  std::string about;
  for (const char c : option.about)
    about += c == '[' || c == ']' || c == ':' ? std::string("\\") + c : std::string(1, c);
  std::string tail = "[" + about + "]";
  if (!option.value.empty()) {
    const auto words = choices(option.value);
    tail += ":" + option.value + ":" + (words.empty() ? "_files" : "(" + joined(words) + ")");
  }
  std::string out;
  for (const auto& name : option.names) {
    const std::string others = option.repeats ? "*" : "(" + joined(option.names) + ")";
    out += " \\\n        " + quoted(others + name + tail);
  }
  return out;
}

std::string zsh(const std::vector<CommandWords>& commands) {
  std::string out =
      "#compdef lakeform\n"
      "# Completion of lakeform for Zsh: lakeform completion zsh > \"${fpath[1]}/_lakeform\"\n"
      "_lakeform() {\n"
      "  if (( CURRENT == 2 )); then\n"
      "    local -a commands=(\n";
  for (std::size_t i = 1; i < commands.size(); ++i)
    out += "      " + quoted(commands[i].name + ":" + commands[i].about) + "\n";
  out +=
      "    )\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=$words[2]\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $command in\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    out += "    " + commands[i].name + ")\n      _arguments";
    for (const auto& option : commands[i].options) out += zsh_option(option);
    for (const auto& argument : commands[i].arguments) {
      const auto words = choices(argument.value);
      out += " \\\n        " + quoted(std::string(argument.repeats ? "*" : "1") + ":" + argument.value + ":" +
                                      (words.empty() ? "_files" : "(" + joined(words) + ")"));
    }
    out += "\n      ;;\n";
  }
  return out + "  esac\n}\ncompdef _lakeform lakeform\n";
}

std::string fish(const std::vector<CommandWords>& commands) {
  std::string out =
      "# Completion of lakeform for fish: lakeform completion fish > ~/.config/fish/completions/lakeform.fish\n";
  for (std::size_t i = 1; i < commands.size(); ++i) {
    const auto& command = commands[i];
    out +=
        "complete -c lakeform -n __fish_use_subcommand -f -a " + command.name + " -d " + quoted(command.about) + "\n";
    const std::string here = "complete -c lakeform -n '__fish_seen_subcommand_from " + command.name + "'";
    for (const auto& option : command.options) {
      out += here;
      for (const auto& name : option.names)
        out += name.rfind("--", 0) == 0 ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.value.empty()) {
        const auto words = choices(option.value);
        out += words.empty() ? " -r" : " -x -a " + quoted(joined(words));
      }
      out += " -d " + quoted(option.about) + "\n";
    }
    for (const auto& argument : command.arguments) {
      if (const auto words = choices(argument.value); !words.empty())
        out += here + " -f -a " + quoted(joined(words)) + "\n";
    }
  }
  return out;
}

}  // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
  const auto commands = commands_of(app);
  return shell == "bash" ? bash(commands) : shell == "zsh" ? zsh(commands) : shell == "fish" ? fish(commands) : "";
}

void add_completion(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand("completion", "Print a completion script for a shell");
  const auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->type_name("")
      ->required()
      ->check(CLI::IsMember(choices("SHELL")).description(""));
  command->footer(
      "Bash: source <(lakeform completion bash)\nZsh:  lakeform completion zsh > \"${fpath[1]}/_lakeform\"\nfish: "
      "lakeform completion fish > ~/.config/fish/completions/lakeform.fish");
  command->callback([&app, shell, &status] {
    std::cout << completion_script(app, *shell);
    status = kNothing;
  });
}

}  // namespace lakeform::plan
