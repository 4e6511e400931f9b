// Leaves out the parts of gRPC that a plugin on a local socket never uses: xDS, look-aside load balancing, fault
// injection, proxies. gRPC's start-up calls one registration function per part; the empty ones below take the place of
// those in Debian's archive, so the linker never pulls the parts in. That saves about 3 MB and a part of gRPC's
// start-up time. A release that renames one of these functions only loses the saving; one that needs it elsewhere fails
// to link. Declared as in gRPC's src/core/plugin_registry/grpc_plugin_registry.cc (1.51), whose headers are not
// installed.
namespace grpc_core {

class CoreConfiguration {
 public:
  class Builder;
};

#define LAKEFORM_LEAVE_OUT(part)                  \
  void part(CoreConfiguration::Builder* builder); \
  void part(CoreConfiguration::Builder* /*unused*/) {}

LAKEFORM_LEAVE_OUT(RegisterExtraFilters)
LAKEFORM_LEAVE_OUT(RegisterRlsLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterGrpcLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterOutlierDetectionLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterWeightedTargetLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterPriorityLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterRingHashLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterRoundRobinLbPolicy)
LAKEFORM_LEAVE_OUT(RegisterFakeResolver)
LAKEFORM_LEAVE_OUT(RegisterHttpProxyMapper)
LAKEFORM_LEAVE_OUT(FaultInjectionFilterRegister)

#undef LAKEFORM_LEAVE_OUT

}  // namespace grpc_core
