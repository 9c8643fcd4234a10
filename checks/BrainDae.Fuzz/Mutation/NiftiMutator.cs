using System.Buffers.Binary;
using System.Collections.Immutable;
using BrainDae.Fuzz.Formats;
using BrainDae.Imaging.Randomness;

namespace BrainDae.Fuzz.Mutation;

/// <summary>Changes fields of a NIfTI header to values of their kind, in the byte order of the file or against it.</summary>
public static class NiftiMutator
{
    private static readonly ByteMutator Bytes = new("n+1\0"u8.ToArray(), "ni1\0"u8.ToArray(), "n+2\0\r\n\x1a\n"u8.ToArray(), "ni2\0\r\n\x1a\n"u8.ToArray());

    private static readonly ImmutableArray<double> Reals =
    [
        0, -0.0, 1, -1, 0.5, 2, 3, 348, 352, 544, 1e-45, 1e-38, 1e38, -1e38, 3.5e38, 1e300, 1e-300, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        352.5, 2147483648, 4294967296, 9.3e18, 0.1, 0.9, 1.0000001, -2,
    ];

    private static readonly ImmutableArray<short> Types = [0, 1, 2, 4, 8, 16, 32, 64, 128, 255, 256, 512, 768, 1024, 1280, 1536, 1792, 2048, 2304];

    /// <summary>One to several changes.</summary>
    public static byte[] Mutate(byte[] file, byte[] other, RandomStream random)
    {
        if (random.NextInt(3) == 0)
        {
            return Bytes.Mutate(file, other, random);
        }

        var changed = (byte[])file.Clone();
        for (var changes = 1 + random.NextInt(random.NextInt(2) == 0 ? 5 : 1); changes > 0; changes--)
        {
            ChangeField(changed, random);
        }

        return changed;
    }

    private static void ChangeField(byte[] file, RandomStream random)
    {
        var fields = NiftiFields.Of(file);
        var field = fields[random.NextInt(fields.Length)];
        if (field.Offset + field.Width > file.Length)
        {
            return;
        }

        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, Value(field, NiftiFields.IsNifti2(file) ? 12 : 70, random));
        number = number[..field.Width];
        if (NiftiFields.IsBigEndian(file) != (random.NextInt(12) == 0))
        {
            number.Reverse();
        }

        number.CopyTo(file.AsSpan(field.Offset));
    }

    private static long Value(HeaderField field, int typeOffset, RandomStream random)
    {
        if (field.Offset == typeOffset)
        {
            return Types[random.NextInt(Types.Length)];
        }

        if (!field.IsReal)
        {
            return random.NextInt(3) == 0 ? ByteMutator.InterestingNumber(random) : random.NextInt(9);
        }

        var real = random.NextInt(4) == 0 ? 10 * random.NextNormal() : Reals[random.NextInt(Reals.Length)];
        return field.Width == 4 ? BitConverter.SingleToInt32Bits((float)real) : BitConverter.DoubleToInt64Bits(real);
    }
}
