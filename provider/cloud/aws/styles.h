// The dialects of AWS: a Call becomes a request, an answer becomes a tree. Rules: call.h; source: the protocol chapters
// of the Smithy specification (aws.protocols), and recorded requests of the official provider.
#pragma once

#include <string>
#include <string_view>

#include "provider/cloud/aws/services.h"
#include "provider/cloud/dialect.h"

namespace lakeform::cloud::aws {

WireRequest to_wire(const Service& service, const Call& call);

/// Whether ending the call in the middle loses nothing: AWS names its operations by what they do.
bool only_reads(std::string_view method, std::string_view operation);

/// What from_wire says when an S3 server lists a bucket's objects in place of a part of the bucket that it does not
/// know: as good as NotImplemented.
inline constexpr std::string_view kListedInstead =
    "the server does not know this part of a bucket and listed its objects";

/// The payload in the form that call.h promises. Empty, or why the body is no answer to this call ("it is a web page"):
/// a proxy's page, a cut or empty answer, one of another operation, or more than TreeLimits allow. A call that only
/// reads must be answered; one that changes something may be answered by nothing in the JSON and REST styles.
std::string from_wire(const Service& service, const Call& call, const HttpAnswer& answer, Json& payload);

/// Code and message of an answer with status 400 and up, or of a 200 that carries an error (S3). The code is empty when
/// there is none.
ServiceError error_from_wire(const Service& service, std::string_view method, const HttpAnswer& answer);
/// An S3 answer with status 200 whose body is an error: the service had begun to answer before it failed.
bool is_late_error(const Service& service, const HttpAnswer& answer);

/// "Action=..&Version=..&A.member.1=..", members in sorted order.
std::string query_form(const Service& service, const Call& call);
/// XML text of a tree below a root element.
std::string to_xml(std::string_view root, const Json& tree, std::string_view name_space);
/// The root's name and its content as a tree. Empty, or why not: the text is no XML, or more than the limits allow.
std::string from_xml(std::string_view text, std::string& root, Json& tree);

std::string request_id(const HttpAnswer& answer);

}  // namespace lakeform::cloud::aws
