#include "provider/faces/faces.h"

#include "provider/faces/aws/face.h"
#include "provider/faces/google/face.h"

namespace lakeform::faces {

namespace {

bool installed() {
  static const aws::AwsFace aws_face;
  static const google::GoogleFace google_face;
  aws::add_vocabulary();
  google::add_vocabulary();
  engine::add_face(aws_face);
  engine::add_face(google_face);
  return true;
}

}  // namespace

void install() {
  static const bool done = installed();
  (void)done;
}

}  // namespace lakeform::faces
