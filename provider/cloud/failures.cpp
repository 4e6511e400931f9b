#include "provider/cloud/failures.h"

#include "provider/cloud/retry.h"
#include "provider/value/log.h"

namespace lakeform::cloud {

namespace {

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// As OpenSSL words an answer that is not TLS.
bool speaks_no_tls(std::string_view text) {
  return has(text, "wrong version number") || has(text, "packet length too long") ||
         has(text, "record layer failure") || has(text, "http request") || has(text, "plain HTTP");
}

}  // namespace

std::string paragraphs(std::string_view first, std::string_view second) {
  std::string out(first);
  if (!out.empty() && !second.empty()) out += "\n\n";
  return out.append(second);
}

Error transport_failure(const Call& call, std::string_view host, const HttpExchange& exchange,
                        std::string_view trust_setting) {
  Error error;
  error.fault = Fault::Unavailable;
  const std::string where(host);
  error.summary = call.service + " " + call.operation + " got no answer from " + where;
  std::string hint;
  switch (exchange.failure) {
    case HttpFailure::Stopped:
      return cancelled(call);
    case HttpFailure::Resolve:
      hint =
          "The host name is unknown: check the region and the endpoint settings, and this machine's name resolution.";
      break;
    case HttpFailure::Connect:
      hint = "No connection: check the endpoint, the network and the proxy settings.";
      break;
    case HttpFailure::Tls:
      hint = speaks_no_tls(exchange.text)
                 ? std::string(
                       "What answers there does not speak TLS: check scheme (http:// or https://) and port of "
                       "the endpoint and of the proxy.")
             : broke_off(exchange.text)
                 ? "The connection ended in the TLS handshake: check scheme (http:// or https://) and port of the "
                   "endpoint and of the proxy, and what stands in between."
                 : "The certificate is not trusted or TLS failed: a private authority's certificate is named by " +
                       std::string(trust_setting) + ".";
      break;
    case HttpFailure::BadRequest:
      hint = "Check the endpoint and proxy settings.";
      error.fault = Fault::InvalidInput;
      break;
    default:
      break;
  }
  error.detail = paragraphs(log::scrub(exchange.text), hint);
  if (exchange.maybe_sent && !call.idempotent) {
    error.detail = paragraphs(
        error.detail, "The request may have been carried out; it was not sent again, because it must not run twice.");
  }
  return error;
}

Error unreadable_answer(const Call& call, std::string_view host, const HttpAnswer& answer, std::string_view why) {
  Error error;
  error.fault = Fault::Unavailable;
  error.status = answer.status;
  error.summary =
      call.service + " " + call.operation + " got an answer from " + std::string(host) + " that cannot be read";
  error.detail = "The answer is none of this operation: " + std::string(why) + " (status " +
                 std::to_string(answer.status) + ", content type \"" + std::string(answer.header("content-type")) +
                 "\"). Check the endpoint, and whether a proxy stands in between.";
  return error;
}

Error cancelled(const Call& call) {
  Error error;
  error.fault = Fault::Cancelled;
  error.summary = call.service + " " + call.operation + " was cancelled";
  return error;
}

}  // namespace lakeform::cloud
