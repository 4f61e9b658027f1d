/* Calls into jpegli that come back when jpegli fails.
 *
 * libjpeg's interface reports a fatal error by calling error_exit, which must not return. Here it jumps back to
 * the guard function that made the call, so that the jump crosses C and C++ frames only, never a Rust one.
 *
 * The compressor is opaque to this file, but for the two prefixes below, which every libjpeg API version shares;
 * its fields are set from Rust, through the bindings that know its layout. */

#include <setjmp.h>
#include <string.h>

#define MESSAGE_LENGTH 200 /* JMSG_LENGTH_MAX of the libjpeg interface */

struct error_manager {
  void (*error_exit)(void *compressor);
  void (*emit_message)(void *compressor, int level);
  void (*output_message)(void *compressor);
  void (*format_message)(void *compressor, char *buffer);
};

struct compressor_prefix {
  struct error_manager *errors;
  void *memory;
  void *progress;
  void *client_data;
};

/* Lives in client_data for as long as the compressor does. */
struct lazy_image_guard {
  jmp_buf *landing;
  char message[MESSAGE_LENGTH];
};

/* Size for the Rust side to allocate; checked there at compile time by the layout it declares. */
unsigned long lazy_image_guard_size(void) { return sizeof(struct lazy_image_guard); }

void lazy_image_guard_error_exit(void *compressor) {
  struct compressor_prefix *prefix = compressor;
  struct lazy_image_guard *guard = prefix->client_data;
  prefix->errors->format_message(compressor, guard->message);
  guard->message[MESSAGE_LENGTH - 1] = '\0';
  longjmp(*guard->landing, 1);
}

/* Warnings while encoding would go to stderr, which belongs to the host. */
void lazy_image_guard_discard_message(void *compressor) { (void)compressor; }
void lazy_image_guard_discard_level(void *compressor, int level) {
  (void)compressor;
  (void)level;
}

/* Runs `call` and evaluates to 0, or to -1 when jpegli failed inside it. */
#define GUARDED(compressor, call)                                            \
  do {                                                                       \
    struct lazy_image_guard *guard = ((struct compressor_prefix *)(compressor))->client_data; \
    jmp_buf landing;                                                         \
    guard->landing = &landing;                                               \
    if (setjmp(landing) != 0) return -1;                                     \
    call;                                                                    \
    return 0;                                                                \
  } while (0)

extern void jpegli_CreateCompress(void *compressor, int version, size_t size);
extern void jpegli_mem_dest(void *compressor, unsigned char **buffer, unsigned long *length);
extern void jpegli_set_defaults(void *compressor);
extern void jpegli_set_colorspace(void *compressor, int colour_space);
extern void jpegli_set_distance(void *compressor, float distance, int force_baseline);
extern void jpegli_set_progressive_level(void *compressor, int level);
extern void jpegli_start_compress(void *compressor, int write_all_tables);
extern unsigned int jpegli_write_scanlines(void *compressor, unsigned char **rows, unsigned int count);
extern void jpegli_finish_compress(void *compressor);

/* CreateCompress clears the structure but for the error manager, so the guard is put back behind it. */
int lazy_image_jpegli_create(void *compressor, int version, size_t size, struct lazy_image_guard *guard) {
  jmp_buf landing;
  ((struct compressor_prefix *)compressor)->client_data = guard;
  guard->landing = &landing;
  if (setjmp(landing) != 0) return -1;
  jpegli_CreateCompress(compressor, version, size);
  ((struct compressor_prefix *)compressor)->client_data = guard;
  return 0;
}

int lazy_image_jpegli_mem_dest(void *compressor, unsigned char **buffer, unsigned long *length) {
  GUARDED(compressor, jpegli_mem_dest(compressor, buffer, length));
}

int lazy_image_jpegli_set_defaults(void *compressor) { GUARDED(compressor, jpegli_set_defaults(compressor)); }

int lazy_image_jpegli_set_colorspace(void *compressor, int colour_space) {
  GUARDED(compressor, jpegli_set_colorspace(compressor, colour_space));
}

int lazy_image_jpegli_set_distance(void *compressor, float distance) {
  GUARDED(compressor, jpegli_set_distance(compressor, distance, 1));
}

int lazy_image_jpegli_set_progressive_level(void *compressor, int level) {
  GUARDED(compressor, jpegli_set_progressive_level(compressor, level));
}

int lazy_image_jpegli_start(void *compressor) { GUARDED(compressor, jpegli_start_compress(compressor, 1)); }

int lazy_image_jpegli_write(void *compressor, unsigned char **rows, unsigned int count) {
  GUARDED(compressor, jpegli_write_scanlines(compressor, rows, count));
}

int lazy_image_jpegli_finish(void *compressor) { GUARDED(compressor, jpegli_finish_compress(compressor)); }
