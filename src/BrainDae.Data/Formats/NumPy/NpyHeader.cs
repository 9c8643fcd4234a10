using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace BrainDae.Data.Formats.NumPy;

/// <summary>The header of a .npy file, versions 1 to 3: what numpy.save writes, and nothing that would have to be evaluated.</summary>
/// <param name="Type">The element type as NumPy calls it, such as f8; little endian.</param>
/// <param name="FortranOrder">Whether the first axis is the fastest.</param>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Elements">Their product.</param>
/// <param name="DataStart">Where the elements begin, bytes.</param>
internal sealed partial record NpyHeader(string Type, bool FortranOrder, ImmutableArray<int> Shape, long Elements, int DataStart)
{
    private const int MaximumAxes = 32;
    private const int FixedLength = 8;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="InvalidDataException">Not such a header, or of elements that are no numbers; the message is a clause.</exception>
    public static NpyHeader Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length < FixedLength + sizeof(uint) || !file.StartsWith(Magic) || file[6] is < 1 or > 3)
        {
            throw new InvalidDataException("it is no .npy array");
        }

        var wide = file[6] > 1;
        var start = FixedLength + (wide ? sizeof(uint) : sizeof(ushort));
        var length = wide ? BinaryPrimitives.ReadUInt32LittleEndian(file[FixedLength..]) : BinaryPrimitives.ReadUInt16LittleEndian(file[FixedLength..]);
        if (length > file.Length - start)
        {
            throw new InvalidDataException("its header ends too early");
        }

        var text = Encoding.Latin1.GetString(file.Slice(start, (int)length));
        var fields = Dictionary().Match(text);
        if (!fields.Success)
        {
            throw new InvalidDataException("its header is none of an array of numbers");
        }

        var shape = Axes(fields.Groups["shape"].Value);
        return new(TypeOf(fields.Groups["descr"].Value), fields.Groups["fortran"].Value == "True", shape, Product(shape), start + (int)length);
    }

    private static string TypeOf(string descr) => descr switch
    {
        ['<' or '|', .. var type] when NpyValues.CanRead(type) => type,
        ['|' or '<', 'O', ..] => throw new InvalidDataException("it holds pickled Python objects, which are not read"),
        ['>', ..] => throw new InvalidDataException("it is big endian"),
        _ => throw new InvalidDataException($"its element type {descr} is not read"),
    };

    private static ImmutableArray<int> Axes(string text)
    {
        var axes = ImmutableArray.CreateBuilder<int>();
        foreach (var axis in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            axes.Add(axes.Count < MaximumAxes && int.TryParse(axis, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? length
                : throw new InvalidDataException("its shape is none that can be read"));
        }

        return axes.ToImmutable();
    }

    private static long Product(ImmutableArray<int> shape)
    {
        var product = 1L;
        foreach (var axis in shape)
        {
            product = axis == 0 || product <= int.MaxValue ? product * axis : throw new InvalidDataException("its shape is larger than any file");
        }

        return product;
    }

    [GeneratedRegex(@"^\{'descr': '(?<descr>[^']{1,20})', 'fortran_order': (?<fortran>True|False), 'shape': \((?<shape>[0-9, ]*)\),? ?\} *\n?$")]
    private static partial Regex Dictionary();
}
