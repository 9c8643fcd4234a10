using System.IO.Compression;
using System.Text;

namespace BrainDae.Data.Tests.Formats;

/// <summary>Writes small checkpoints as torch.save does, from pickles put together by hand.</summary>
internal static class TorchFile
{
    public static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Global(string module, string name) => Encoding.UTF8.GetBytes($"c{module}\n{name}\n");

    public static byte[] Tuple(params int[] values) => [(byte)'(', .. values.SelectMany(Integer), (byte)'t'];

    public static byte[] Tensor(string storageType, string key, int count, int offset, int[] shape, int[] strides) =>
    [
        .. Global("torch._utils", "_rebuild_tensor_v2"),
        .. "(("u8, .. Text("storage"), .. Global("torch", storageType), .. Text(key), .. Text("cpu"), .. Integer(count), .. "tQ"u8,
        .. Integer(offset), .. Tuple(shape), .. Tuple(strides),
        0x89, .. Global("collections", "OrderedDict"), .. ")RtR"u8,
    ];

    public static byte[] StateDict(params (string Name, byte[] Value)[] entries) =>
        [0x80, 2, .. Dictionary(entries), (byte)'.'];

    public static byte[] Dictionary(params (string Name, byte[] Value)[] entries) =>
        [.. Global("collections", "OrderedDict"), .. ")R("u8, .. entries.SelectMany(e => (byte[])[.. Text(e.Name), .. e.Value]), (byte)'u'];

    public static byte[] Archive(byte[] pickle, params (string Key, byte[] Bytes)[] storages)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "model/data.pkl", pickle);
            foreach (var (key, bytes) in storages)
            {
                Add(zip, $"model/data/{key}", bytes);
            }
        }

        return stream.ToArray();
    }

    public static void Add(ZipArchive zip, string name, byte[] bytes, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var entry = zip.CreateEntry(name, level).Open();
        entry.Write(bytes);
    }

    private static byte[] Integer(int value) => [(byte)'J', .. BitConverter.GetBytes(value)];
}
