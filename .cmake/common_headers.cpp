// Carries the precompiled headers that CMakeLists.txt lists.
