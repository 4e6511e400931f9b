// Google's own words of the definition language.
#pragma once

#include "provider/language/words.h"

namespace lakeform::faces::google {

language::CloudWords words();

}  // namespace lakeform::faces::google
