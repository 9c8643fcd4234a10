"""Reads NIfTI files from standard input with nibabel and answers what it found.

Each request is an unsigned 32-bit length and the bytes of a .nii file. Each answer begins with one byte: 0 where
nibabel refuses the file, with the length (1 byte) and text of the reason; 1 where it reads it. Then follow the number of axes (1 byte), their lengths (int64), the
affine (16 doubles, row by row), the number of values (int64; a shape with an axis of 0 may not even have a product) and
the values (doubles, first axis fastest). All little endian.
"""
import io
import logging
import struct
import sys
import warnings

import nibabel
import numpy

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
numpy.seterr(all="ignore")


def read(file):
    for image in (nibabel.Nifti1Image, nibabel.Nifti2Image):
        if image.header_class.may_contain_header(file):
            break
    else:
        raise ValueError("not a NIfTI header")
    loaded = image.from_bytes(file)
    voxels = 1
    for size in loaded.shape:
        voxels *= int(size)
    # nibabel would reserve what the header claims before it finds the file too short.
    if voxels * loaded.get_data_dtype().itemsize > len(file):
        raise ValueError("too short")
    values = loaded.get_fdata(dtype=numpy.float64)
    return loaded.shape, loaded.affine, values


def answer(file):
    try:
        shape, affine, values = read(file)
    except Exception as e:
        reason = f"{type(e).__name__}: {e}".encode("ascii", "replace")[:60]
        return struct.pack("<BB", 0, len(reason)) + reason
    return b"".join((
        struct.pack("<BB", 1, len(shape)),
        struct.pack(f"<{len(shape)}q", *shape),
        numpy.asarray(affine, "<f8").tobytes(),
        struct.pack("<q", values.size),
        numpy.asarray(values, "<f8").tobytes(order="F"),
    ))


def main():
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        length = requests.read(4)
        if len(length) < 4:
            return
        answers.write(answer(requests.read(struct.unpack("<I", length)[0])))
        answers.flush()


main()
