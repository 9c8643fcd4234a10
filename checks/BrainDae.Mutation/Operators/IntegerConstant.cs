using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>An integer constant one greater or smaller. A step of 1 is not made 0, which hangs and tells nothing.</summary>
internal sealed class IntegerConstant(string name, int step) : MutationOperator(name)
{
    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        instruction.OpCode.Code is Code.Ldc_I4 or Code.Ldc_I8
        && !Destination.IsBoolean(method, instruction) && !Destination.IsCompilers(method, instruction) && !(step < 0 && IsStep(instruction));

    public override void Apply(MethodDefinition method, Instruction instruction) => instruction.Operand = instruction.Operand switch
    {
        int value => unchecked(value + step),
        long value => unchecked(value + step),
        _ => instruction.Operand,
    };

    private static bool IsStep(Instruction instruction) => instruction.Operand is 1
        && instruction.Next is { OpCode.Code: Code.Add or Code.Add_Ovf, Next: { OpCode.Code: Code.Stloc, Operand: { } to } }
        && instruction.Previous is { OpCode.Code: Code.Ldloc, Operand: { } from } && from == to;
}
