// Stands for an official provider: a plugin of protocol 5 or 6 with one resource type of its own. It answers from
// bytes, without our protocol code, so that what ours sends is read by something else. Its name and its environment say
// how it behaves: terraform-provider-aws_v6.1.0 speaks 5, ..._v6.1.0_p6 speaks 6.
//   OTHER_DIES_IN=Rpc       ends with SIGKILL in that call          OTHER_PANICS_IN=Rpc   ends as a Go program that
//   panics OTHER_LINE=text         says this in place of a greeting        OTHER_SLOW=ms         greets late
//   OTHER_MARK=file         appends each call's name and request size to the file, after "start PID"
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>
#include <poll.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "provider/rpc/certificate.h"
#include "provider/rpc/rest/wire.h"

namespace {

using lakeform::rpc::each_field;
using lakeform::rpc::WireField;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

void mark(const std::string& line) {
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  if (const auto file = variable("OTHER_MARK"); !file.empty()) std::ofstream(file, std::ios::app) << line << "\n";
}

/// A length-delimited field of fewer than 128 * 128 bytes.
std::string field(unsigned number, const std::string& content) {
  std::string out(1, static_cast<char>(number << 3 | 2));
  if (content.size() > 127)
    out += static_cast<char>((content.size() & 0x7f) | 0x80), out += static_cast<char>(content.size() >> 7);
  else
    out += static_cast<char>(content.size());
  return out + content;
}
std::string flag(unsigned number) { return {static_cast<char>(number << 3), 1}; }

std::string attribute(const std::string& name, unsigned how) {
  return field(2, field(1, name) + field(2, "\"string\"") + flag(how));
}
std::string schema(const std::string& attributes) { return field(2, attributes); }
std::string entry(unsigned number, const std::string& key, const std::string& value) {
  return field(number, field(1, key) + field(2, value));
}

std::string schemas() {
  const std::string thing = schema(attribute("name", 4) + attribute("id", 6));
  const std::string block = schema(attribute("region", 5) + attribute("only_theirs", 5));
  return field(1, block) + entry(2, "aws_other_thing", thing) + entry(2, "aws_iam_role", thing) +
         entry(3, "aws_other_thing", thing) + entry(7, "other_function", field(3, field(1, "\"string\"")));
}

std::string content(const std::string& request, unsigned number) {
  std::string out;
  each_field(request, [&](const WireField& one) {
    if (one.number == number) out = one.content;
  });
  return out;
}

/// What goes in comes out; unknown fields of ours (99) too.
std::string answer(const std::string& rpc, const std::string& request) {
  if (rpc == "GetSchema" || rpc == "GetProviderSchema") return schemas();
  if (rpc == "GetResourceIdentitySchemas") return entry(1, "aws_other_thing", "") + entry(1, "aws_iam_role", "");
  if (rpc == "Configure" || rpc == "ConfigureProvider") {
    mark("config " + content(request, 2));
    return variable("OTHER_REFUSES").empty() ? "" : field(1, std::string("\x08\x01", 2) + field(2, "no such region"));
  }
  if (rpc == "PlanResourceChange") return field(1, content(request, 3)) + field(3, content(request, 5));
  if (rpc == "ApplyResourceChange") return field(1, content(request, 3)) + field(2, content(request, 5));
  if (rpc == "ReadResource")
    return field(1, content(request, 2)) + field(3, content(request, 3)) + field(15, "unknown to us");
  if (rpc == "UpgradeResourceState") return field(1, field(2, content(content(request, 3), 1)));
  if (rpc == "ReadDataSource") return field(1, content(request, 2));
  if (rpc == "CallFunction") return field(1, field(1, std::string("\xa2hi", 3)));
  return "";
}

std::string bytes_of(const grpc::ByteBuffer& buffer) {
  std::vector<grpc::Slice> slices;
  std::string out;
  if (!buffer.Dump(&slices).ok()) return out;
  for (const auto& slice : slices) out.append(reinterpret_cast<const char*>(slice.begin()), slice.size());
  return out;
}

[[noreturn]] void panic() {
  std::cerr << "panic: runtime error: planted\n\ngoroutine 1 [running]:\nmain.planted()\n" << std::flush;
  std::_Exit(2);
}

class Call final : public grpc::ServerGenericBidiReactor {
 public:
  explicit Call(std::string path) : rpc_(path.substr(path.rfind('/') + 1)), streams_(rpc_ == "ListResource") {
    StartRead(&in_);
  }
  void OnReadDone(bool good) override {
    if (!good) return Finish(grpc::Status::OK);
    const std::string request = bytes_of(in_);
    mark(rpc_ + " " + std::to_string(request.size()));
    if (rpc_ == variable("OTHER_DIES_IN")) ::raise(SIGKILL);
    if (rpc_ == variable("OTHER_PANICS_IN")) panic();
    if (rpc_ == "MoveResourceState") return Finish({grpc::StatusCode::UNIMPLEMENTED, "unknown method"});
    const grpc::Slice slice(streams_ ? field(2, "object " + std::to_string(sent_)) : answer(rpc_, request));
    out_ = grpc::ByteBuffer(&slice, 1);
    StartWrite(&out_);
  }
  void OnWriteDone(bool good) override {
    if (rpc_ == "Shutdown") std::_Exit(0);
    if (!good || !streams_ || ++sent_ == 3) return Finish(grpc::Status::OK);
    const grpc::Slice slice(field(2, "object " + std::to_string(sent_)));
    out_ = grpc::ByteBuffer(&slice, 1);
    StartWrite(&out_);
  }
  void OnDone() override { delete this; }

 private:
  std::string rpc_;
  bool streams_;
  int sent_ = 0;
  grpc::ByteBuffer in_, out_;
};

class Other final : public grpc::CallbackGenericService {
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override {
    return new Call(context->method());
  }
};

}  // namespace

int main(int, char** argv) {
  mark("start " + std::to_string(::getpid()));
  if (const auto slow = variable("OTHER_SLOW"); !slow.empty())
    std::this_thread::sleep_for(std::chrono::milliseconds(std::stol(slow)));
  std::cerr << "[WARN] other provider "
               "starts\n{\"@level\":\"info\",\"@message\":\"structured\",\"@module\":\"other\",\"n\":1}\n";
  if (const auto line = variable("OTHER_LINE"); !line.empty()) return std::cout << line << std::endl, std::cin.get(), 0;
  const auto own = *lakeform::rpc::make_certificate();
  grpc::SslServerCredentialsOptions options(GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = variable("PLUGIN_CLIENT_CERT");
  options.pem_key_cert_pairs.push_back({own.key_pem, own.certificate_pem});
  const std::string program = argv[0];  // in the folder of the test, which goes with what is left in it
  const std::string path = program.substr(0, program.rfind('/') + 1) + std::to_string(::getpid());
  Other service;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("unix:" + path, grpc::SslServerCredentials(options));
  builder.RegisterCallbackGenericService(&service);
  const auto server = builder.BuildAndStart();
  const bool six = program.ends_with("_p6");
  std::cout << "1|" << (six ? 6 : 5) << "|unix|" << path << "|grpc|" << own.der_base64 << std::endl;
  std::thread([path] {
    std::this_thread::sleep_for(std::chrono::minutes(5));
    ::unlink(path.c_str()), std::_Exit(3);
  }).detach();
  server->Wait();
  return 0;
}
