using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace BrainDae.Data.Formats.PyTorch;

/// <summary>Writes a pickle of protocol 2, with the operations alone that PyTorch's loader of mere weights takes.</summary>
internal sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> pickle = new();

    public PickleWriter() => Write([0x80, 2]);

    /// <summary>The pickle, which ends here.</summary>
    public ReadOnlyMemory<byte> End()
    {
        Write("."u8);
        return pickle.WrittenMemory;
    }

    public void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write("X"u8);
        BinaryPrimitives.WriteInt32LittleEndian(pickle.GetSpan(sizeof(int)), bytes.Length);
        pickle.Advance(sizeof(int));
        Write(bytes);
    }

    public void Integer(long value)
    {
        Write([0x8a, sizeof(long)]);
        BinaryPrimitives.WriteInt64LittleEndian(pickle.GetSpan(sizeof(long)), value);
        pickle.Advance(sizeof(long));
    }

    public void Float(double value)
    {
        Write("G"u8);
        BinaryPrimitives.WriteDoubleBigEndian(pickle.GetSpan(sizeof(double)), value);
        pickle.Advance(sizeof(double));
    }

    public void Boolean(bool value) => Write([value ? (byte)0x88 : (byte)0x89]);

    /// <summary>A name that Python imports.</summary>
    public void Global(string module, string name) => Write(Encoding.UTF8.GetBytes($"c{module}\n{name}\n"));

    /// <param name="content">Writes keys and values in turn.</param>
    public void Dictionary(Action content) => Between("}("u8, content, "u"u8);

    /// <inheritdoc cref="Dictionary"/>
    public void OrderedDictionary(Action content)
    {
        Global("collections", "OrderedDict");
        Between(")R("u8, content, "u"u8);
    }

    public void List(Action content) => Between("]("u8, content, "e"u8);

    public void Tuple(Action content) => Between("("u8, content, "t"u8);

    /// <summary>What Python gets by calling something.</summary>
    public void Call(string module, string name, Action arguments)
    {
        Global(module, name);
        Between("("u8, arguments, "tR"u8);
    }

    /// <summary>A reference to something outside the pickle.</summary>
    public void Persistent(Action id) => Between("("u8, id, "tQ"u8);

    private void Between(ReadOnlySpan<byte> before, Action content, ReadOnlySpan<byte> after)
    {
        Write(before);
        content();
        Write(after);
    }

    private void Write(ReadOnlySpan<byte> bytes) => pickle.Write(bytes);
}
