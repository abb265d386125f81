// Gives the shared precompiled header of the tests a translation unit to be made with; Main.cpp configures
// Catch itself.
