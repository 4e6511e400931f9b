// Calls for what is no managed object: ephemeral resources, actions, lists, functions.
#pragma once

#include "provider/rpc/service_base.h"

namespace lakeform::rpc {

class OtherCalls : public ServiceBase {
 public:
  using ServiceBase::ServiceBase;
  using Context = grpc::ServerContext;

  Status ValidateEphemeralResourceConfig(Context*, const tfplugin6::ConfigRequest* in,
                                         tfplugin6::Findings1* out) override;
  Status OpenEphemeralResource(Context*, const tfplugin6::ConfigRequest* in,
                               tfplugin6::OpenEphemeral::Response* out) override;
  Status RenewEphemeralResource(Context*, const tfplugin6::EphemeralRequest* in,
                                tfplugin6::RenewEphemeral::Response* out) override;
  Status CloseEphemeralResource(Context*, const tfplugin6::EphemeralRequest* in, tfplugin6::Findings1* out) override;

  Status ValidateActionConfig(Context*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) override;
  Status PlanAction(Context*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) override;
  Status InvokeAction(Context*, const tfplugin6::ConfigRequest* in,
                      grpc::ServerWriter<tfplugin6::ActionEvent>* stream) override;

  Status ValidateListResourceConfig(Context*, const tfplugin6::ConfigRequest* in, tfplugin6::Findings1* out) override;
  Status ListResource(Context* context, const tfplugin6::List::Request* in,
                      grpc::ServerWriter<tfplugin6::List::Event>* stream) override;

  Status CallFunction(Context*, const tfplugin6::FunctionCall::Request* in,
                      tfplugin6::FunctionCall::Response* out) override;
};

}  // namespace lakeform::rpc
