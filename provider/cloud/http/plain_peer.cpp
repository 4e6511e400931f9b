#include "provider/cloud/base_url.h"
#include "provider/cloud/http/http.h"

namespace lakeform::cloud {

constexpr std::chrono::milliseconds kPatience{2000};

/// Whether what says nothing to TLS is a server of plain HTTP: it waits for the end of a head that never comes. Nothing
/// of the request is told to it.
bool HttpTransport::answers_plainly(const HttpRequest& request, const StopToken& stop) {
  BaseUrl base;
  if (!parse_base_url(request.url, base)) return false;
  const auto name_end = base.host.starts_with('[') ? base.host.find(']') : 0;
  const bool has_port = base.host.find(':', name_end) != std::string::npos;
  HttpRequest ask;
  ask.method = "HEAD";
  ask.url = "http://" + base.host + (has_port ? "/" : ":443/");
  ask.direct = true;
  ask.connect_timeout = ask.total_timeout = kPatience;
  // 400 is how servers of TLS refuse plain HTTP: the handshake may only be slow.
  const HttpExchange exchange = send(ask, stop);
  return exchange && exchange.answer.status != 400;
}

}  // namespace lakeform::cloud
