// Handles of C libraries, released by their own functions: std::unique_ptr<BIO, Release<BIO_free_all>>.
#pragma once

namespace lakeform {

template <auto release>
struct Release {
  template <class Handle>
  void operator()(Handle* handle) const {
    release(handle);
  }
};

}  // namespace lakeform
