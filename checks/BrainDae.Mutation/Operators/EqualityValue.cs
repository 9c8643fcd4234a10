using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>== to != and back where the answer is kept as a value; also "not", which is "equal to 0".</summary>
internal sealed class EqualityValue() : MutationOperator("equality-value")
{
    public override bool Fits(MethodDefinition method, Instruction instruction) =>
        instruction.OpCode.Code == Code.Ceq || IsUnequalZero(instruction);

    public override void Apply(MethodDefinition method, Instruction instruction)
    {
        if (instruction.OpCode.Code == Code.Ceq)
        {
            InsertAfter(method, instruction, Instruction.Create(OpCodes.Ldc_I4, 0), Instruction.Create(OpCodes.Ceq));
        }
        else
        {
            instruction.OpCode = OpCodes.Ceq;
        }
    }

    /// <summary>"Unequal to 0" is written as "greater than 0, unsigned".</summary>
    public static bool IsUnequalZero(Instruction instruction) => instruction.OpCode.Code == Code.Cgt_Un
        && (instruction.Previous?.OpCode.Code == Code.Ldnull || instruction.Previous is { OpCode.Code: Code.Ldc_I4, Operand: 0 });
}
