#include "provider/cloud/http/http.h"

#include <curl/curl.h>
#include <strings.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "provider/cloud/http/proxy.h"
#include "provider/cloud/http/trust.h"
#include "provider/value/text.h"
#include "provider/value/thread.h"

namespace lakeform::cloud {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kStopCheck{25};
/// What must not be sent twice is not cut off by a stop at once: without its answer nobody would know what was done.
constexpr milliseconds kStopGrace{10000};
/// For how long a TLS connection may take before its peer is asked whether it speaks plain HTTP.
constexpr milliseconds kSilence{1000};
constexpr const char* kPlainPeer = "the port answers plain HTTP, not TLS";

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlDeleter>;
using HeaderList = std::unique_ptr<curl_slist, CurlDeleter>;

// One request under way. Owned by the sender and the worker together, so that neither outlives what the other uses.
struct Transfer {
  Handle handle;
  HeaderList headers;
  std::string body;
  std::size_t max_answer = 0;
  std::array<char, CURL_ERROR_SIZE> error{};
  HttpExchange exchange;
  bool too_large = false;
  std::atomic<bool> cancelled = false;
  std::atomic<bool> ready = false;  ///< connected, the TLS handshake included

  std::mutex mutex;
  std::condition_variable changed;
  bool finished = false;

  void finish() {
    {
      const std::lock_guard lock(mutex);
      finished = true;
    }
    changed.notify_all();
  }
  bool wait(milliseconds time) {
    std::unique_lock lock(mutex);
    return changed.wait_for(lock, time, [&] { return finished; });
  }
};
using TransferPtr = std::shared_ptr<Transfer>;

std::size_t take_body(char* data, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::size_t length = size * count;
  if (transfer.exchange.answer.body.size() + length > transfer.max_answer) {
    transfer.too_large = true;
    return 0;
  }
  try {
    transfer.exchange.answer.body.append(data, length);
  } catch (const std::exception&) {  // no memory; nothing may be thrown through libcurl
    return 0;
  }
  return length;
}

std::size_t take_header(char* data, std::size_t size, std::size_t count, void* user) {
  auto& answer = static_cast<Transfer*>(user)->exchange.answer;
  const std::string_view line(data, size * count);
  if (line.starts_with("HTTP/")) {  // a new head: what came before was a proxy's or a 100 Continue
    answer.headers.clear();
    return line.size();
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = line.find_first_not_of(blanks, colon + 1);
  const auto last = line.find_last_not_of(blanks);
  try {
    answer.headers.emplace_back(
        lower_case(line.substr(0, colon)),
        first == std::string_view::npos ? "" : std::string(line.substr(first, last - first + 1)));
  } catch (const std::exception&) {
    return 0;
  }
  return line.size();
}

template <class T>
void set(CURL* handle, CURLoption option, T value) {
  curl_easy_setopt(handle, option, value);
}

void set_body(Transfer& transfer, const HttpRequest& request) {
  CURL* handle = transfer.handle.get();
  if (request.method == "HEAD") {
    set(handle, CURLOPT_NOBODY, 1L);
    return;
  }
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT" || request.method == "PATCH") {
    transfer.body = request.body;
    set(handle, CURLOPT_POST, 1L);
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(transfer.body.size()));
    set(handle, CURLOPT_POSTFIELDS, transfer.body.c_str());
  }
  set(handle, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

/// A field's value is one line of visible characters (RFC 9110, 5.5): behind a line feed in it a field of somebody
/// else's choice would begin.
std::string one_line_of(std::string value) {
  std::replace_if(
      value.begin(), value.end(),
      [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F; }, ' ');
  return value;
}

void set_headers(Transfer& transfer, const HttpRequest& request) {
  curl_slist* list = nullptr;
  bool has_type = false;
  for (const auto& [name, value] : request.headers) {
    has_type = has_type || strcasecmp(name.c_str(), "content-type") == 0;
    list = curl_slist_append(list, value.empty() ? (name + ";").c_str() : (name + ": " + one_line_of(value)).c_str());
  }
  list = curl_slist_append(list, "Expect:");  // no wait for 100 Continue
  if (!has_type) list = curl_slist_append(list, "Content-Type:");
  transfer.headers.reset(list);
  set(transfer.handle.get(), CURLOPT_HTTPHEADER, list);
}

void set_trust(CURL* handle, const HttpSettings& settings) {
  const TrustStore store = trust_of(settings);
  if (!store.file.empty() || !store.folder.empty()) {
    set(handle, CURLOPT_CAINFO, store.file.empty() ? nullptr : store.file.c_str());
    set(handle, CURLOPT_CAPATH, store.folder.empty() ? nullptr : store.folder.c_str());
  }
  set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(handle, CURLOPT_SSL_VERIFYPEER, settings.verify ? 1L : 0L);
  set(handle, CURLOPT_SSL_VERIFYHOST, settings.verify ? 2L : 0L);
}

// libcurl quotes an address that it does not understand: it never gets to see a password in one.
void set_proxy(CURL* handle, const Proxy& proxy) {
  set(handle, CURLOPT_PROXY, proxy.address.c_str());  // "" also keeps libcurl from looking at the environment itself
  if (!proxy.user.empty()) set(handle, CURLOPT_PROXYUSERNAME, proxy.user.c_str());
  if (!proxy.password.empty()) set(handle, CURLOPT_PROXYPASSWORD, proxy.password.c_str());
}

TransferPtr prepare(const HttpRequest& request, const HttpSettings& settings, const Proxy& proxy) {
  auto transfer = std::make_shared<Transfer>();
  transfer->handle.reset(curl_easy_init());
  transfer->max_answer = request.max_answer;
  CURL* handle = transfer->handle.get();
  if (!handle) return transfer;
  set(handle, CURLOPT_URL, request.url.c_str());
  set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle, CURLOPT_PATH_AS_IS, 1L);
  set(handle, CURLOPT_NOSIGNAL, 1L);
  set(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_timeout.count()));
  set(handle, CURLOPT_TCP_KEEPALIVE, 1L);
  set(handle, CURLOPT_TCP_NODELAY, 1L);
  set(handle, CURLOPT_ERRORBUFFER, transfer->error.data());
  set(handle, CURLOPT_WRITEFUNCTION, &take_body);
  set(handle, CURLOPT_WRITEDATA, transfer.get());
  set(handle, CURLOPT_HEADERFUNCTION, &take_header);
  set(handle, CURLOPT_HEADERDATA, transfer.get());
  set(handle, CURLOPT_PRIVATE, transfer.get());
  if (request.send_once) set(handle, CURLOPT_FRESH_CONNECT, 1L);
  set_proxy(handle, proxy);
  set(handle, CURLOPT_NOPROXY, settings.no_proxy.c_str());
  set_body(*transfer, request);
  set_headers(*transfer, request);
  set_trust(handle, settings);
  return transfer;
}

HttpFailure failure_of(CURLcode code, bool connected) {
  switch (code) {
    case CURLE_OK:
      return HttpFailure::None;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return HttpFailure::Resolve;
    case CURLE_COULDNT_CONNECT:
    case CURLE_PROXY:
      return HttpFailure::Connect;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
      return HttpFailure::Tls;
    case CURLE_OPERATION_TIMEDOUT:
      return connected ? HttpFailure::Timeout : HttpFailure::Connect;
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_BAD_FUNCTION_ARGUMENT:
      return HttpFailure::BadRequest;
    default:
      return HttpFailure::Interrupted;
  }
}

/// Microseconds until the first byte could be sent; 0: it could not yet.
curl_off_t until_ready(const Transfer& transfer) {
  curl_off_t out = 0;
  curl_easy_getinfo(transfer.handle.get(), CURLINFO_PRETRANSFER_TIME_T, &out);
  return out;
}

void conclude(Transfer& transfer, CURLcode code) {
  CURL* handle = transfer.handle.get();
  const auto connected = until_ready(transfer);
  auto& exchange = transfer.exchange;
  exchange.failure = transfer.too_large ? HttpFailure::TooLarge : failure_of(code, connected > 0);
  if (exchange.failure == HttpFailure::None) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    return;
  }
  exchange.maybe_sent = connected > 0 && exchange.failure != HttpFailure::BadRequest;
  exchange.text = transfer.too_large  ? "the answer is larger than " + std::to_string(transfer.max_answer) + " bytes"
                  : transfer.error[0] ? std::string(transfer.error.data())
                                      : std::string(curl_easy_strerror(code));
}

}  // namespace

// Drives all transfers of a transport on one thread, so that connections are shared without locks in libcurl.
class HttpTransport::Worker {
 public:
  Worker() : multi_(curl_multi_init()) {
    curl_multi_setopt(multi_, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, 64L);
  }
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      ending_ = true;
    }
    if (thread_.joinable()) {
      curl_multi_wakeup(multi_);
      thread_.join();
    }
    curl_multi_cleanup(multi_);
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void post(TransferPtr transfer) {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) thread_ = std::thread([this] { run_to_the_end(); });
    arrived_.push_back(std::move(transfer));
    curl_multi_wakeup(multi_);
  }
  void cancel(const TransferPtr& transfer) {
    transfer->cancelled = true;
    curl_multi_wakeup(multi_);
  }

 private:
  /// Nothing that one transfer throws (there is little but a lack of memory) may end the thread, for others wait for
  /// theirs.
  void run_to_the_end() noexcept {
    const SignalStack stack;
    while (true) {
      try {
        return run();
      } catch (...) {
      }
    }
  }

  void run() {
    while (true) {
      if (!take_arrived()) return;
      drop_cancelled();
      int running = 0;
      curl_multi_perform(multi_, &running);
      collect_finished();
      for (const auto& transfer : active_) transfer->ready = until_ready(*transfer) > 0;
      curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    }
  }

  bool take_arrived() {
    const std::lock_guard lock(mutex_);
    for (auto& transfer : arrived_) {
      curl_multi_add_handle(multi_, transfer->handle.get());
      active_.push_back(std::move(transfer));
    }
    arrived_.clear();
    if (!ending_) return true;
    while (!active_.empty()) end(active_.size() - 1, CURLE_ABORTED_BY_CALLBACK);
    return false;
  }

  void drop_cancelled() {
    for (std::size_t i = active_.size(); i-- > 0;) {
      if (active_[i]->cancelled) end(i, CURLE_ABORTED_BY_CALLBACK);
    }
  }

  void collect_finished() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      for (std::size_t i = 0; i < active_.size(); ++i) {
        if (active_[i]->handle.get() != message->easy_handle) continue;
        end(i, message->data.result);
        break;
      }
    }
  }

  void end(std::size_t index, CURLcode code) {
    const TransferPtr transfer = std::move(active_[index]);
    active_[index] = std::move(active_.back());
    active_.pop_back();
    try {
      conclude(*transfer, code);
    } catch (...) {
      transfer->exchange.failure = HttpFailure::Interrupted;
      transfer->exchange.maybe_sent = true;
    }
    curl_multi_remove_handle(multi_, transfer->handle.get());
    transfer->handle.reset();
    transfer->finish();
  }

  CURLM* multi_;
  std::mutex mutex_;
  std::vector<TransferPtr> arrived_;
  bool ending_ = false;
  std::vector<TransferPtr> active_;  // the worker thread's own
  std::thread thread_;
};

HttpTransport::HttpTransport(HttpSettings settings) : settings_(std::move(settings)) {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  static_cast<void>(ready);
  worker_ = std::make_unique<Worker>();
}

HttpTransport::~HttpTransport() = default;

HttpExchange HttpTransport::send(const HttpRequest& request, const StopToken& stop) {
  const auto stopped = [](bool sent) { return HttpExchange{{}, HttpFailure::Stopped, "a stop was requested", sent}; };
  if (stop.requested()) return stopped(false);
  const auto proxy = parse_proxy(request.direct ? "" : proxy_for(request.url, settings_));
  if (!proxy) return HttpExchange{{}, HttpFailure::BadRequest, unusable_proxy(request.url, proxy.error()), false};
  const TransferPtr transfer = prepare(request, settings_, *proxy);
  if (!transfer->handle) return HttpExchange{{}, HttpFailure::BadRequest, "out of memory", false};
  worker_->post(transfer);
  milliseconds grace = request.send_once ? kStopGrace : milliseconds(0);
  milliseconds silent{0};
  const bool direct_tls = proxy->address.empty() && request.url.starts_with("https:");
  while (!transfer->wait(kStopCheck)) {
    if (direct_tls && !transfer->ready && silent < kSilence && (silent += kStopCheck) >= kSilence &&
        answers_plainly(request, stop) && !transfer->wait(milliseconds(0))) {
      worker_->cancel(transfer);
      transfer->wait(kStopGrace);
      return {{}, HttpFailure::Tls, kPlainPeer, false};
    }
    if (!stop.requested() || transfer->cancelled) continue;
    if (grace.count() <= 0) worker_->cancel(transfer);
    grace -= kStopCheck;
  }
  if (transfer->cancelled && transfer->exchange.failure != HttpFailure::None)
    return stopped(transfer->exchange.maybe_sent);
  return std::move(transfer->exchange);
}

}  // namespace lakeform::cloud
