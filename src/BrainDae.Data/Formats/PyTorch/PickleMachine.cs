namespace BrainDae.Data.Formats.PyTorch;

/// <summary>
/// Builds the value that a pickle describes, without executing anything: it knows the opcodes that torch.save uses
/// (pickle protocols 2 to 4), keeps names of Python objects as names, and refuses every other opcode. Time and memory
/// are bounded by the pickle's length and <see cref="MaximumOperations"/>.
/// </summary>
internal sealed class PickleMachine
{
    public const int MaximumOperations = 4_000_000;

    private readonly List<PicklePersistent> references = [];
    private readonly List<PickleValue> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<uint, PickleValue> memo = [];

    private PickleMachine()
    {
    }

    /// <summary>The value of a pickle.</summary>
    /// <exception cref="InvalidDataException">Not a pickle of this kind; the message is a noun phrase or clause for the user.</exception>
    public static PickleValue Run(ReadOnlySpan<byte> pickle) => Run(ref pickle, out _);

    /// <summary>The value of the pickle that some bytes begin with.</summary>
    /// <param name="pickle">Becomes what follows the pickle.</param>
    /// <param name="references">What it refers to outside of itself.</param>
    /// <exception cref="InvalidDataException">Not a pickle of this kind; the message is a noun phrase or clause for the user.</exception>
    public static PickleValue Run(ref ReadOnlySpan<byte> pickle, out IReadOnlyList<PicklePersistent> references)
    {
        var machine = new PickleMachine();
        var cursor = new PickleCursor(pickle);
        for (var operation = 0; operation < MaximumOperations; operation++)
        {
            var code = cursor.Byte();
            if (code == (byte)'.')
            {
                pickle = cursor.Rest;
                references = machine.references;
                return machine.Pop();
            }

            machine.Step(code, ref cursor);
        }

        throw new InvalidDataException($"its pickle has more than {MaximumOperations} operations");
    }

    private void Step(byte code, ref PickleCursor cursor)
    {
        switch (code)
        {
            case 0x80: cursor.Skip(1); break; // PROTO
            case 0x95: cursor.Skip(sizeof(ulong)); break; // FRAME
            case (byte)'(': marks.Push(stack.Count); break; // MARK
            case (byte)'}': stack.Add(new PickleDictionary()); break;
            case (byte)']': stack.Add(new PickleList()); break;
            case (byte)')': stack.Add(new PickleTuple([])); break;
            case (byte)'t': stack.Add(new PickleTuple(PopToMark())); break; // TUPLE
            case 0x85: stack.Add(new PickleTuple(PopLast(1))); break; // TUPLE1
            case 0x86: stack.Add(new PickleTuple(PopLast(2))); break; // TUPLE2
            case 0x87: stack.Add(new PickleTuple(PopLast(3))); break; // TUPLE3
            case (byte)'q': memo[cursor.Byte()] = Top(); break; // BINPUT
            case (byte)'r': memo[cursor.UInt32()] = Top(); break; // LONG_BINPUT
            case 0x94: memo[(uint)memo.Count] = Top(); break; // MEMOIZE
            case (byte)'h': stack.Add(Recall(cursor.Byte())); break; // BINGET
            case (byte)'j': stack.Add(Recall(cursor.UInt32())); break; // LONG_BINGET
            case (byte)'s': SetItems(PopLast(2)); break; // SETITEM
            case (byte)'u': SetItems(PopToMark()); break; // SETITEMS
            case (byte)'a': Append(PopLast(1)); break; // APPEND
            case (byte)'e': Append(PopToMark()); break; // APPENDS
            case (byte)'c': stack.Add(new PickleGlobal(cursor.Line(), cursor.Line())); break; // GLOBAL
            case 0x93: StackGlobal(); break;
            case (byte)'R' or 0x81: Call(); break; // REDUCE, NEWOBJ
            case (byte)'b': Pop(); Top(); break; // BUILD: attributes are not needed
            case (byte)'Q': Refer(); break; // BINPERSID
            default: stack.Add(Literal(code, ref cursor)); break;
        }
    }

    private static PickleValue Literal(byte code, ref PickleCursor cursor)
    {
        switch (code)
        {
            case (byte)'J': return new PickleInteger(cursor.Int32()); // BININT
            case (byte)'K': return new PickleInteger(cursor.Byte()); // BININT1
            case (byte)'M': return new PickleInteger(cursor.UInt16()); // BININT2
            case 0x8A: return new PickleInteger(cursor.Long(cursor.Byte())); // LONG1
            case (byte)'X': return new PickleText(cursor.Text(cursor.UInt32())); // BINUNICODE
            case 0x8C: return new PickleText(cursor.Text(cursor.Byte())); // SHORT_BINUNICODE
            case (byte)'T': return new PickleText(cursor.Text(cursor.UInt32())); // BINSTRING
            case (byte)'U': return new PickleText(cursor.Text(cursor.Byte())); // SHORT_BINSTRING
            case (byte)'G': return new PickleFloat(cursor.Double()); // BINFLOAT
            case (byte)'B': cursor.Skip(cursor.UInt32()); return PickleOpaque.Instance; // BINBYTES
            case (byte)'C': cursor.Skip(cursor.Byte()); return PickleOpaque.Instance; // SHORT_BINBYTES
            case (byte)'N': return PickleOpaque.Instance; // NONE
            case 0x88: return new PickleBoolean(true); // NEWTRUE
            case 0x89: return new PickleBoolean(false); // NEWFALSE
            default: throw new InvalidDataException($"its pickle has the operation 0x{code:X2}, which no state dict needs");
        }
    }

    private PickleValue Top() => stack.Count > Floor ? stack[^1] : throw Underflow();

    private PickleValue Pop()
    {
        var top = Top();
        stack.RemoveAt(stack.Count - 1);
        return top;
    }

    private PickleValue[] PopLast(int count)
    {
        if (stack.Count - count < Floor)
        {
            throw Underflow();
        }

        PickleValue[] items = [.. stack[^count..]];
        stack.RemoveRange(stack.Count - count, count);
        return items;
    }

    private PickleValue[] PopToMark()
    {
        var items = marks.Count > 0 ? PopLast(stack.Count - marks.Peek()) : throw Underflow();
        marks.Pop();
        return items;
    }

    private int Floor => marks.TryPeek(out var mark) ? mark : 0;

    private PickleValue Recall(uint index) =>
        memo.TryGetValue(index, out var value) ? value : throw new InvalidDataException("its pickle refers to a value that it lacks");

    private void SetItems(PickleValue[] keysAndValues)
    {
        if (Top() is not PickleContainer container || keysAndValues.Length % 2 != 0)
        {
            throw new InvalidDataException("its pickle sets items of something else than a dictionary");
        }

        for (var i = 0; i < keysAndValues.Length; i += 2)
        {
            container.Items.Add(new(keysAndValues[i], keysAndValues[i + 1]));
        }
    }

    private void Append(PickleValue[] items)
    {
        switch (Top())
        {
            case PickleList list: list.Items.AddRange(items); break;
            case PickleCall: break; // a list of a class of its own, which no reader needs
            default: throw new InvalidDataException("its pickle appends to something else than a list");
        }
    }

    private void Refer()
    {
        references.Add(new(Pop()));
        stack.Add(references[^1]);
    }

    private void StackGlobal() => stack.Add(PopLast(2) is [PickleText module, PickleText name]
        ? new PickleGlobal(module.Value, name.Value)
        : throw new InvalidDataException("its pickle names a Python object by something else than text"));

    private void Call()
    {
        var pair = PopLast(2);
        stack.Add(new PickleCall(pair[0], pair[1]));
    }

    private static InvalidDataException Underflow() => new("its pickle takes more values than it has");
}
