using System.Collections.Immutable;
using System.Text;

namespace BrainDae.Fuzz.Formats;

/// <summary>Pickles of small state dictionaries, and the opcodes that they are made of.</summary>
public static class Pickles
{
    /// <summary>Operations, whole and in parts, to insert into a pickle.</summary>
    public static ImmutableArray<byte[]> Tokens { get; } =
    [
        .. "()}]tqhrjsuaecRbQJKMXTUGBCN.0123456789IVLSFPildogpx"u8.ToArray().Select(code => (byte[])[code]),
        .. Enumerable.Range(0x80, 0x1a).Select(code => (byte[])[(byte)code]),
        [0x8a, 8, 255, 255, 255, 255, 255, 255, 255, 127], [0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 128], [0x8a, 0], [0x8a, 1, 255],
        Integer(-1), Integer(0), Integer(1), Integer(int.MaxValue), Text("storage"), Text("0"), Text("model_state_dict"),
        Global("torch", "FloatStorage"), Global("torch", "LongStorage"), Global("collections", "OrderedDict"), Global("os", "system"), Global("torch._utils", "_rebuild_tensor_v2"),
        Tuple(), Tuple(2, 3), Tuple(int.MaxValue, int.MaxValue), Tuple(0), Tuple(-1),
    ];

    public static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Global(string module, string name) => Encoding.UTF8.GetBytes($"c{module}\n{name}\n");

    public static byte[] Integer(int value) => [(byte)'J', .. BitConverter.GetBytes(value)];

    public static byte[] Tuple(params int[] values) => [(byte)'(', .. values.SelectMany(Integer), (byte)'t'];

    /// <param name="storageType">Its class in torch.</param>
    /// <param name="key">Names the storage.</param>
    /// <param name="count">Elements of the storage.</param>
    /// <param name="offset">Where the tensor begins in it.</param>
    /// <param name="shape">Lengths of the axes.</param>
    /// <param name="strides">Elements from one to the next along each axis.</param>
    /// <param name="older">As in files of the older form, which say of which other storage it is a part: None.</param>
    public static byte[] Tensor(string storageType, string key, int count, int offset, int[] shape, int[] strides, bool older = false) =>
    [
        .. Global("torch._utils", "_rebuild_tensor_v2"),
        .. "(("u8, .. Text("storage"), .. Global("torch", storageType), .. Text(key), .. Text("cpu"), .. Integer(count), .. older ? "N"u8 : [], .. "tQ"u8,
        .. Integer(offset), .. Tuple(shape), .. Tuple(strides), 0x89, .. Global("collections", "OrderedDict"), .. ")RtR"u8,
    ];

    public static byte[] Dictionary(params (string Name, byte[] Value)[] entries) =>
        [.. Global("collections", "OrderedDict"), .. ")R("u8, .. entries.SelectMany(entry => (byte[])[.. Text(entry.Name), .. entry.Value]), (byte)'u'];

    public static byte[] Whole(byte[] value) => [0x80, 2, .. value, (byte)'.'];
}
