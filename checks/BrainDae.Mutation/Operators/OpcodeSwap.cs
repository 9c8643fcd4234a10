using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>Puts one opcode in another's place that takes and leaves the same operands.</summary>
internal sealed class OpcodeSwap(string name, (Code From, Code To)[] pairs) : MutationOperator(name)
{
    private static readonly Dictionary<Code, OpCode> OpCodeOf = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(opcode => opcode.Code);

    private readonly Dictionary<Code, OpCode> swaps = pairs.ToDictionary(pair => pair.From, pair => OpCodeOf[pair.To]);

    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        swaps.ContainsKey(instruction.OpCode.Code) && !IsShiftMask(instruction) && !IsCachedClosure(instruction) && instruction.Next?.OpCode.Code != Code.Pop;

    public override void Apply(MethodDefinition method, Instruction instruction) => instruction.OpCode = swaps[instruction.OpCode.Code];

    /// <summary>The compiler masks the count of a shift, as the processor does.</summary>
    private static bool IsShiftMask(Instruction instruction) =>
        instruction.OpCode.Code == Code.And && instruction.Next?.OpCode.Code is Code.Shl or Code.Shr or Code.Shr_Un;

    /// <summary>A closure without captures is made once: the compiler asks whether it is there.</summary>
    private static bool IsCachedClosure(Instruction instruction) =>
        instruction.Previous is { OpCode.Code: Code.Dup, Previous.Operand: FieldReference field } && field.Name.StartsWith("<>", StringComparison.Ordinal);
}
