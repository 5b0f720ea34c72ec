/**
 * Bytes of the records on the main channel.
 * @source QEMU migration/ram.c save_page_header(), migration/savevm.c save_section_header(), section sizes as in the sheet 2.7
 */
export const NORMAL_PAGE_BYTES: number = 8 + 4096;
export const ZERO_PAGE_BYTES: number = 8 + 1;
/** `RAM_SAVE_FLAG_EOS` */
export const EOS_BYTES = 8;
export const SECTION_HEADER_BYTES = 5;
export const SECTION_FOOTER_BYTES = 5;
/** A page header without the CONTINUE flag names its block: one length byte and the name. */
export const blockNameBytes = (name: string): number => 1 + name.length;

/**
 * Commands that name `runs` ranges of one block to throw away, twelve a command.
 * @source QEMU migration/savevm.c, qemu_savevm_send_postcopy_ram_discard() and qemu_savevm_command_send(); migration/postcopy-ram.c,
 * MAX_DISCARDS_PER_COMMAND. By reading, not in the semantics sheet
 */
export const discardBytes = (name: string, runs: number): number =>
  Math.ceil(runs / 12) * (5 + 1 + blockNameBytes(name) + 1) + 16 * runs;

/** A block's list of received pages, as the destination sends it when the channel is mended: one bit a page in whole 8 bytes, its size and an end mark. @source QEMU migration/ram.c, ramblock_recv_bitmap_send() */
export const receivedBitmapBytes = (name: string, pages: number): number =>
  4 + blockNameBytes(name) + 8 + Math.ceil(pages / 64) * 8 + 8;
/** Of an XBZRLE record, before the encoded bytes: header, encoding flag, length. @source QEMU migration/ram.c, save_xbzrle_page() */
export const XBZRLE_PAGE_BYTES: number = 8 + 1 + 2;
/** Of a compressed page, before the compressed bytes: header, length. @source QEMU migration/qemu-file.c, qemu_put_compression_data() */
export const COMPRESSED_PAGE_BYTES: number = 8 + 4;
/** multifd: most pages of a packet, and the bytes of a packet beside them, whatever it holds. @source QEMU migration/multifd.h, MULTIFD_PACKET_SIZE, MultiFDPacket_t */
export const PACKET_PAGES = 128;
export const PACKET_HEADER_BYTES: number = 320 + 8 * PACKET_PAGES;
