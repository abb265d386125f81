# Writes a .cpp with every NNNN_name.sql of FILES in the order of their numbers; the numbers must run from 1.
list(SORT FILES)
set(rows "")
set(expected 1)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_")
    message(FATAL_ERROR "${name}: a migration is called NNNN_name.sql")
  endif()
  math(EXPR number "${CMAKE_MATCH_1}" OUTPUT_FORMAT DECIMAL)
  if(NOT number EQUAL expected)
    message(FATAL_ERROR "${name}: expected migration ${expected}")
  endif()
  math(EXPR expected "${expected} + 1")
  file(READ ${file} sql)
  string(APPEND rows "    {${number}, \"${name}\", R\"_sql_(${sql})_sql_\"},\n")
endforeach()
file(WRITE ${OUT} "// Generated from resources/migrations.
#include \"storage/Migrator.h\"

namespace esek::storage {
const std::vector<Migration>& allMigrations() {
    static const std::vector<Migration> all{
${rows}    };
    return all;
}
} // namespace esek::storage
")
