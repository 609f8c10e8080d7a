/* SPDX-License-Identifier: Apache-2.0 */
/* What a libpg_query built for glibc 2.38 wants and an older libc lacks.
   cmake/pgquery.cmake compiles it only there. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#ifndef HAVE_STRLCPY
size_t strlcpy(char* to, const char* from, size_t size);

size_t strlcpy(char* to, const char* from, size_t size) {
  const size_t length = strlen(from);
  if (size > 0) {
    const size_t copied = length < size ? length : size - 1;
    memcpy(to, from, copied);
    to[copied] = '\0';
  }
  return length;
}
#endif

#ifndef HAVE_ISOC23_STRTOUL
unsigned long __isoc23_strtoul(const char* text, char** end, int base);

/* C23's strtoul also reads 0b101, for bases 0 and 2: the parser has none. */
unsigned long __isoc23_strtoul(const char* text, char** end, int base) {
  return strtoul(text, end, base);
}
#endif
