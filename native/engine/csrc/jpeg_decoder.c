/* Decodes a JPEG with libjpeg-turbo and tells every kind of damage that it met.
 *
 * The library's simpler interface tells its first warning, as a sentence; which warnings there were decides whether a
 * picture is whole. Fatal errors jump back into this file, so that a jump never crosses a Rust frame. */

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

/* What was wrong; the Rust side has the same numbers. */
enum {
  SCAN_HEADER = 1 << 0,      /* parameters of a scan that its process does not have */
  ADOBE_TRANSFORM = 1 << 1,  /* a colour transform that Adobe does not define */
  SCAN_ORDER = 1 << 2,       /* a progressive file that refines what it has not sent */
  EXTRA_BYTES = 1 << 3,      /* bytes between the data and a marker */
  END_MARKER = 1 << 4,       /* all of the data, and no marker behind it */
  BROKEN_DATA = 1 << 5,      /* data that means nothing, or ends before its picture does */
  CUT_SHORT = 1 << 6         /* the file ends before the data does */
};

struct lazy_image_jpeg_report {
  unsigned int damage;
  /* Rows that hold pixels. */
  unsigned int rows;
  /* The library's words for the first damage that cost pixels, or for the error. */
  char message[JMSG_LENGTH_MAX];
};

struct decoder {
  struct jpeg_decompress_struct library;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  /* The file. */
  const unsigned char *bytes;
  size_t length;
  int most_scans;
  struct lazy_image_jpeg_report report;
  jmp_buf landing;
};

static struct decoder *decoder_of(j_common_ptr library) { return library->client_data; }

static void fail(j_common_ptr library) {
  struct decoder *decoder = decoder_of(library);
  library->err->format_message(library, decoder->report.message);
  longjmp(decoder->landing, 1);
}

static void discard(j_common_ptr library) { (void)library; }

/* Whether the bytes that were skipped before a marker hold no picture: nothing was decoded before them, they are few,
 * or they are all the same. A decoder that lost its place leaves many behind. */
static int is_padding(const struct decoder *decoder, int skipped) {
  enum { FEW = 512 };
  const unsigned char *bytes = decoder->bytes;
  size_t at, end, count;
  if (decoder->library.input_scan_number == 0 || skipped <= FEW) return 1;
  /* The library has counted up to the FF of the marker. Where the file has ended, it reads one from a buffer of its own. */
  end = (uintptr_t)decoder->library.src->next_input_byte - (uintptr_t)bytes;
  if (end > decoder->length) end = decoder->length;
  count = (size_t)skipped < end ? (size_t)skipped : end;
  for (at = end - count; at < end; at++) {
    if (bytes[at] != bytes[end - 1]) return 0;
  }
  return 1;
}

static void lose(struct decoder *decoder, unsigned int damage) {
  if ((decoder->report.damage & (BROKEN_DATA | CUT_SHORT)) == 0) {
    decoder->errors.format_message((j_common_ptr)&decoder->library, decoder->report.message);
  }
  decoder->report.damage |= damage;
}

static void note(j_common_ptr library, int level) {
  struct decoder *decoder = decoder_of(library);
  if (level >= 0) return;
  library->err->num_warnings++;
  switch (library->err->msg_code) {
    case JWRN_NOT_SEQUENTIAL: decoder->report.damage |= SCAN_HEADER; break;
    case JWRN_ADOBE_XFORM: decoder->report.damage |= ADOBE_TRANSFORM; break;
    case JWRN_BOGUS_PROGRESSION: decoder->report.damage |= SCAN_ORDER; break;
    case JWRN_JPEG_EOF: decoder->report.damage |= END_MARKER; break;
    /* The version of a JFIF marker changes nothing, and the profile is read elsewhere. */
    case JWRN_JFIF_MAJOR:
    case JWRN_BOGUS_ICC: break;
    case JWRN_EXTRANEOUS_DATA:
      if (is_padding(decoder, library->err->msg_parm.i[0])) {
        decoder->report.damage |= EXTRA_BYTES;
      } else {
        lose(decoder, BROKEN_DATA);
      }
      break;
    default: lose(decoder, BROKEN_DATA);
  }
}

/* Each scan of a progressive file walks the whole picture; real encoders write about ten, a bomb thousands. */
static void count_scans(j_common_ptr library) {
  struct decoder *decoder = decoder_of(library);
  if (((j_decompress_ptr)library)->input_scan_number > decoder->most_scans) {
    snprintf(decoder->report.message, JMSG_LENGTH_MAX, "it has more than %d scans", decoder->most_scans);
    longjmp(decoder->landing, 1);
  }
}

/* Whether scans are missing: of a component, or of the precision of a coefficient. What an arithmetic coder left out
 * at its end cannot be told from what was cut off. */
static int lacks_scans(j_decompress_ptr library) {
  int component, coefficient;
  if (library->arith_code) return 1;
  for (component = 0; component < library->num_components; component++) {
    if (library->comp_info[component].quant_table == NULL) return 1;
    for (coefficient = 0; library->coef_bits != NULL && coefficient < DCTSIZE2; coefficient++) {
      if (library->coef_bits[component][coefficient] != 0) return 1;
    }
  }
  return 0;
}

static void open(struct decoder *decoder, int channels, unsigned int shrink) {
  j_decompress_ptr library = &decoder->library;
  static const J_COLOR_SPACE colours[] = {JCS_UNKNOWN, JCS_GRAYSCALE, JCS_UNKNOWN, JCS_EXT_RGB, JCS_CMYK};
  jpeg_create_decompress(library);
  library->progress = &decoder->progress;
  jpeg_mem_src(library, decoder->bytes, (unsigned long)decoder->length);
  jpeg_read_header(library, TRUE);
  library->out_color_space = colours[channels];
  library->scale_num = 1;
  library->scale_denom = shrink;
  library->dct_method = JDCT_ISLOW;
  jpeg_start_decompress(library);
}

/* Opens a JPEG whose rows are read one after another. `channels` is 1 for grey, 3 for RGB, 4 for CMYK; its rows must have
 * `stride` bytes, and there must be `rows` of them. NULL when there is no memory; else it must be closed, opened or not. The
 * bytes must outlive it. `status` is 0, or -1 when the library gave up. */
struct decoder *lazy_image_jpeg_open(const unsigned char *bytes, size_t length, size_t stride, unsigned int rows,
                                     int channels, unsigned int shrink, int most_scans, int *status) {
  struct decoder *decoder = calloc(1, sizeof *decoder);
  *status = -1;
  if (decoder == NULL) return NULL;
  decoder->bytes = bytes;
  decoder->length = length;
  decoder->most_scans = most_scans;
  decoder->library.err = jpeg_std_error(&decoder->errors);
  decoder->errors.error_exit = fail;
  decoder->errors.emit_message = note;
  decoder->errors.output_message = discard;
  decoder->progress.progress_monitor = count_scans;
  decoder->library.client_data = decoder;
  if (setjmp(decoder->landing) == 0) {
    open(decoder, channels, shrink);
    if (decoder->library.output_components != channels || decoder->library.output_height != rows ||
        (size_t)decoder->library.output_width * (size_t)channels != stride) {
      snprintf(decoder->report.message, JMSG_LENGTH_MAX, "its markers disagree about its size");
    } else {
      *status = 0;
    }
  }
  return decoder;
}

/* Reads the next rows, of which there must be so many: 0, or -1 when the library gave up. Rows that it had not made by then are
 * black. */
int lazy_image_jpeg_read(struct decoder *decoder, unsigned char *pixels, size_t stride, unsigned int rows) {
  j_decompress_ptr library = &decoder->library;
  unsigned int first = library->output_scanline;
  if (setjmp(decoder->landing) != 0) {
    unsigned int made = decoder->report.rows - first;
    memset(pixels + made * stride, 0, (rows - made) * stride);
    return -1;
  }
  while (library->output_scanline - first < rows) {
    JSAMPROW row = pixels + (library->output_scanline - first) * stride;
    jpeg_read_scanlines(library, &row, 1);
    decoder->report.rows = library->output_scanline;
  }
  if (library->output_scanline < library->output_height) return 0;
  if (lacks_scans(library) && (decoder->report.damage & END_MARKER) != 0) decoder->report.damage |= CUT_SHORT;
  jpeg_finish_decompress(library);
  return 0;
}

/* Ends a JPEG, read to its end or not, and tells how it went. */
void lazy_image_jpeg_close(struct decoder *decoder, struct lazy_image_jpeg_report *report) {
  jpeg_destroy_decompress(&decoder->library);
  *report = decoder->report;
  free(decoder);
  if ((report->damage & END_MARKER) != 0 && (report->damage & BROKEN_DATA) != 0) report->damage |= CUT_SHORT;
  if ((report->damage & CUT_SHORT) != 0) report->damage &= ~(unsigned int)(END_MARKER | BROKEN_DATA);
  report->message[JMSG_LENGTH_MAX - 1] = '\0';
}
