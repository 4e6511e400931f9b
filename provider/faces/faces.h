// The clouds of this program.
#pragma once

namespace lakeform::faces {

/// Makes every cloud's face, words and hooks known to the engine. Any number of times, from any thread; before anything
/// of the engine is used.
void install();

}  // namespace lakeform::faces
